// @vitest-environment node
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createApiProxy } from '../../server/api-proxy.mjs';
import { DEADLINES, forget, serverOptions, watchBody, watchNext } from '../../server/deadlines.mjs';

const SHORT = {
  head: 300,
  idle: 300,
  bodyPause: 300,
  bodyStart: 500,
  bodyRate: 1_000,
  linger: 400,
  tick: 50,
};
const running: Server[] = [];

async function listen(server: Server): Promise<number> {
  running.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The web server in small: the deadlines in front of the proxy, and an API behind it. */
async function web(
  answer: (response: ServerResponse, body: () => Promise<number>) => void,
): Promise<number> {
  const api = await listen(
    createServer((request, response) => {
      request.on('error', () => undefined);
      answer(response, async () => Buffer.concat(await request.toArray()).length);
    }),
  );
  const proxy = createApiProxy(new URL(`http://127.0.0.1:${api}`));
  const server = createServer(serverOptions(SHORT), (request, response) => {
    watchBody(request, response, SHORT);
    watchNext(request, response, SHORT);
    proxy.handleRequest(request, response);
  });
  server.on('upgrade', (_, socket) => {
    forget(socket);
    socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    setTimeout(() => socket.end('still here'), 1_500);
  });
  return listen(server);
}

async function trickled(
  port: number,
  first: string,
  piece: string,
): Promise<{ text: string; milliseconds: number }> {
  const socket = connect(port, '127.0.0.1');
  const began = Date.now();
  const closed = new Promise((done) => socket.on('close', done));
  socket.on('error', () => undefined);
  socket.write(first);
  const sending = setInterval(() => piece && socket.write(piece), 50);
  let text = '';
  socket.on('data', (bytes) => (text += bytes.toString()));
  await closed;
  clearInterval(sending);
  return { text, milliseconds: Date.now() - began };
}

const echo = async (response: ServerResponse, body: () => Promise<number>) => {
  response.end(`${await body().catch(() => 0)} bytes`);
};
const POST = 'POST /api/payments HTTP/1.1\r\nHost: x\r\n';

afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('the deadlines', () => {
  it('are those of the API, and none of the whole request', () => {
    expect(serverOptions()).toMatchObject({ headersTimeout: 15_000, requestTimeout: 0 });
    expect(DEADLINES.bodyPause).toBe(10_000);
  });

  it.each(['', 'GET / HTTP/1.1\r\n'])('cut a head that does not end: %j', async (first) => {
    const { text, milliseconds } = await trickled(await web(echo), first, first && 'x');
    expect(text).toMatch(first ? /^HTTP\/1\.1 408 / : /^(HTTP\/1\.1 408 |$)/);
    expect(milliseconds).toBeLessThan(1_500);
  });

  it('cut empty lines after an answer', async () => {
    const first = 'GET /api/status HTTP/1.1\r\nHost: x\r\n\r\n';
    const { text, milliseconds } = await trickled(await web(echo), first, '\r\n');
    expect(text).toMatch(/0 bytes/);
    expect(milliseconds).toBeLessThan(2_000);
  });

  it('leave a socket alone that was upgraded after an answer', async () => {
    const first =
      'GET /api/status HTTP/1.1\r\nHost: x\r\n\r\n' +
      'GET /ws/payments HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    const { text } = await trickled(await web(echo), first, '');
    expect(text).toMatch(/0 bytes[^]*still here$/);
  });

  it.each([
    ['bytes', `${POST}Content-Length: 100000\r\n\r\n`, 'a'],
    ['a stop', `${POST}Content-Length: 100000\r\n\r\n${'a'.repeat(5_000)}`, ''],
    ['chunks', `${POST}Transfer-Encoding: chunked\r\n\r\n`, '1\r\na\r\n'],
  ])('cut a body that trickles: %s', async (_, first, piece) => {
    const { text, milliseconds } = await trickled(await web(echo), first, piece);
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(JSON.parse(text.slice(text.indexOf('{'), text.indexOf('}') + 1))).toMatchObject({
      code: 'request_timeout',
      status: 408,
    });
    expect(milliseconds).toBeLessThan(1_500);
  });

  it('read on for a while only when the request is answered already', async () => {
    const port = await web((response) => response.writeHead(413).end('no'));
    const first = `${POST}Content-Length: 100000\r\n\r\n`;
    const { text, milliseconds } = await trickled(port, first, 'a'.repeat(200));
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(milliseconds).toBeGreaterThanOrEqual(SHORT.linger);
    expect(milliseconds).toBeLessThan(1_500);
  });

  it('let a slow body pass that keeps its pace', async () => {
    const first = `${POST}Connection: close\r\nContent-Length: 3000\r\n\r\n`;
    const { text, milliseconds } = await trickled(await web(echo), first, 'a'.repeat(100));
    expect(text).toMatch(/3000 bytes/);
    expect(milliseconds).toBeGreaterThan(1_200);
  });

  it('do not count the time that the API takes', async () => {
    const port = await web(async (response, body) => {
      await sleep(1_000);
      await echo(response, body);
    });
    const size = 20_000_000;
    const answer = await fetch(`http://127.0.0.1:${port}/api/payments/imports`, {
      method: 'POST',
      body: Buffer.alloc(size),
    });
    expect(await answer.text()).toBe(`${size} bytes`);
  });

  it.each([1, 2])('do not cut a long answer, of %d asked at once', async (asked) => {
    const port = await web(async (response) => {
      for (let part = 0; part < 12; part += 1) {
        response.write('part');
        await sleep(100);
      }
      response.end();
    });
    const get = 'GET /api/payments.csv HTTP/1.1\r\nHost: x\r\n\r\n';
    const { text } = await trickled(port, get.repeat(asked), '');
    expect(text.match(/part/g)).toHaveLength(12 * asked);
  });
});
