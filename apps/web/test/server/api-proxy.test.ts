// @vitest-environment node
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server as TcpServer,
} from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApiProxy, isApiPath } from '../../server/api-proxy.mjs';

const running: (Server | TcpServer)[] = [];

async function listen(server: Server | TcpServer): Promise<URL> {
  running.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

async function proxyTo(origin: URL, kept?: number): Promise<URL> {
  const proxy = createApiProxy(origin, kept);
  const server = createServer(proxy.handleRequest);
  server.on('upgrade', proxy.handleUpgrade);
  return listen(server);
}

afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of running.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

describe('which paths are the API', () => {
  it.each(['/api/payments?x=1', '/socket.io/?EIO=4', '/ws/payments', '/health/live', '/api'])(
    '%s is',
    (path) => expect(isApiPath(path)).toBe(true),
  );
  it.each(['/', '/payments', '/apiary', '/_next/static/x.js', '/?next=/api'])('%s is not', (path) =>
    expect(isApiPath(path)).toBe(false),
  );
});

describe('the proxy', () => {
  it('passes method, address, body, host and answer through', async () => {
    const api = await listen(
      createServer(async (incoming, answer) => {
        const body = (await incoming.toArray()).join('');
        answer.writeHead(201, { 'x-request-id': 'req_1', 'content-type': 'application/json' });
        answer.end(
          JSON.stringify({
            body,
            method: incoming.method,
            url: incoming.url,
            host: incoming.headers.host,
            forwarded: incoming.headers['x-forwarded-for'],
          }),
        );
      }),
    );
    const web = await proxyTo(api);
    const answer = await fetch(new URL('/api/payments?a=%20b', web), {
      method: 'POST',
      body: '{"a":1}',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-request-id')).toBe('req_1');
    expect(await answer.json()).toEqual({
      body: '{"a":1}',
      method: 'POST',
      url: '/api/payments?a=%20b',
      host: web.host,
      forwarded: '127.0.0.1',
    });
  });

  it('passes a header that came twice as two', async () => {
    const api = await listen(
      createServer((incoming, answer) => {
        const { headersDistinct: headers } = incoming;
        answer.end(
          JSON.stringify([headers['idempotency-key'], headers['x-forwarded-for'], headers.host]),
        );
      }),
    );
    const web = await proxyTo(api);
    const asked = request(new URL('/api/payments', web), {
      headers: { 'Idempotency-Key': ['one', 'two'], 'X-Forwarded-For': ['10.0.0.1', '10.0.0.2'] },
    });
    asked.end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect(JSON.parse((await answer.toArray()).join(''))).toEqual([
      ['one', 'two'],
      ['127.0.0.1'],
      [web.host],
    ]);
  });

  it.each([
    ['127.0.0.0/8', '10.0.0.1, 127.0.0.1'],
    ['10.0.0.0/8, 127.0.0.1', '10.0.0.1, 127.0.0.1'],
    ['10.0.0.0/8, ::1, nonsense', '127.0.0.1'],
    ['', '127.0.0.1'],
  ])('of the proxies %o, it hands on %s', async (proxies, forwarded) => {
    vi.stubEnv('CASHBEAT_TRUSTED_PROXIES', proxies);
    const api = await listen(
      createServer((incoming, answer) => answer.end(incoming.headers['x-forwarded-for'])),
    );
    const headers = { 'X-Forwarded-For': '10.0.0.1' };
    const answer = await fetch(new URL('/api/payments', await proxyTo(api)), { headers });
    expect(await answer.text()).toBe(forwarded);
  });

  it('sends the head on before there is a body: what is refused by it is refused at once', async () => {
    const api = await listen(createServer((_, answer) => answer.writeHead(401).end('no')));
    const asked = request(new URL('/api/payments', await proxyTo(api)), {
      method: 'POST',
      headers: { 'content-length': 1_000_000 },
    });
    asked.on('error', () => undefined);
    asked.flushHeaders();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(401);
    asked.destroy();
  });

  it('streams: the first part arrives before the last one is made', async () => {
    let finish: () => void = () => undefined;
    const api = await listen(
      createServer((_, answer) => {
        answer.write('first');
        finish = () => answer.end('last');
      }),
    );
    const answer = await fetch(new URL('/api/payments.csv', await proxyTo(api)));
    const reader = answer.body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('first');
    finish();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('last');
  });

  it('lets go of a connection that the API is about to close, not of one in use', async () => {
    // Answers as uvicorn does, without saying how long it keeps the connection, and takes its time.
    let open = 0;
    const api = createTcpServer((socket) => {
      open += 1;
      socket.on('close', () => (open -= 1));
      socket.on('data', () =>
        setTimeout(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), 400),
      );
    });
    const web = await proxyTo(await listen(api), 200);
    const answer = await fetch(new URL('/api/status', web));
    expect(await answer.text()).toBe('ok');
    expect(open).toBe(1);
    await expect.poll(() => open).toBe(0);
  });

  it('answers with a problem when the API is gone', async () => {
    const gone = await listen(createServer());
    running.pop()!.close();
    const answer = await fetch(new URL('/api/status', await proxyTo(gone)));
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ code: 'api_unreachable', status: 503 });
  });

  it('carries a WebSocket upgrade and the bytes after it, both ways', async () => {
    const api = createServer();
    api.on('upgrade', (incoming, socket) => {
      const accept = createHash('sha1')
        .update(`${incoming.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
        .digest('base64');
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
      socket.on('data', (bytes: Buffer) => socket.write(`echo:${bytes.toString()}`));
    });
    const web = await proxyTo(await listen(api));
    const upgrade = request(new URL('/ws/payments', web), {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      },
    });
    upgrade.end();
    const [answer, socket] = await once(upgrade, 'upgrade');
    expect(answer.statusCode).toBe(101);
    expect(answer.headers['sec-websocket-accept']).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
    socket.write('ping');
    const [bytes] = await once(socket, 'data');
    expect(String(bytes)).toBe('echo:ping');
    socket.destroy();
  });

  it('passes a refused upgrade on as the answer that it is', async () => {
    const api = createServer();
    api.on('upgrade', (_, socket) =>
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno'),
    );
    const web = await proxyTo(await listen(api));
    const socket = connect(Number(web.port), web.hostname);
    socket.write(
      'GET /ws/payments HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    const text = (await socket.toArray()).join('');
    expect(text).toMatch(/^HTTP\/1\.1 403 Forbidden/);
    expect(text.endsWith('no')).toBe(true);
  });
});
