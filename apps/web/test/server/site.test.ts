// @vitest-environment node
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { foreignHost, ownHosts, refuseHost } from '../../server/site.mjs';

const running: Server[] = [];

afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const LISTED = {
  CASHBEAT_ALLOWED_HOSTS: 'web, Pay.Example',
  CASHBEAT_ALLOWED_ORIGINS: 'https://shop.example:8443/',
};

describe('the names of the web server', () => {
  it.each([
    'localhost',
    'LOCALHOST:3000',
    'localhost.:3000',
    'cash.localhost',
    '127.0.0.1:3000',
    '127.8.9.1',
    '[::1]:3000',
    'web',
    'pay.example:80',
    'shop.example',
  ])('%s is one', (host) => expect(ownHosts('127.0.0.1', LISTED)(host)).toBe(true));

  it.each([
    '',
    ':3000',
    'evil.example',
    'localhost.evil.example',
    'localhost@evil.example',
    'evil.example/localhost',
    'localhost:x',
    '10.0.0.1',
    '[::2]',
    '[localhost]',
    'localhost, evil.example',
  ])('%j is none', (host) => expect(ownHosts('127.0.0.1', LISTED)(host)).toBe(false));

  it('takes any address once others may come, but no other name', () => {
    const isOwn = ownHosts('0.0.0.0', {});
    expect(['10.0.0.1:3000', '[fe80::1]', 'localhost'].every(isOwn)).toBe(true);
    expect(isOwn('evil.example')).toBe(false);
    expect(ownHosts('box.lan', {})('box.lan:3000')).toBe(true);
  });
});

describe('the public address', () => {
  const isOwn = ownHosts('127.0.0.1', { CASHBEAT_PUBLIC_URL: 'https://Pay.example.com:8443' });

  it.each(['pay.example.com', 'acme.pay.example.com:8443', 'A-1.pay.example.com'])(
    '%s is ours',
    (host) => expect(isOwn(host)).toBe(true),
  );

  it.each([
    'example.com',
    'xpay.example.com',
    'a.b.pay.example.com',
    '.pay.example.com',
    '-.pay.example.com',
    'a_b.pay.example.com',
    'pay.example.com.evil.example',
    'acme.payxexample.com',
  ])('%s is not', (host) => expect(isOwn(host)).toBe(false));

  it.each([
    ['http://192.168.1.7:3000', '192.168.1.7'],
    ['http://[fe80::1]', '[fe80::1]'],
  ])('may be the address %s', (url, host) => {
    const byAddress = ownHosts('127.0.0.1', { CASHBEAT_PUBLIC_URL: url });
    expect(byAddress(`${host}:3000`)).toBe(true);
    expect(byAddress('192.168.1.8')).toBe(false);
    expect(byAddress(`acme.${host}`)).toBe(false);
  });

  it('may be left out', () => expect(ownHosts('127.0.0.1', {})('acme.')).toBe(false));
});

describe('a request to a name that is none of ours', () => {
  async function ask(head: string): Promise<string> {
    const isOwn = ownHosts('127.0.0.1', {});
    const server = createServer((request, response) => {
      const foreign = foreignHost(request, isOwn);
      if (foreign === undefined) response.end('page');
      else refuseHost(response, foreign);
    });
    running.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`${head}\r\nConnection: close\r\n\r\n`);
    return (await socket.toArray()).join('');
  }

  it.each(['evil.example', ''])('is refused as the API does: %j', async (host) => {
    const answer = await ask(`GET / HTTP/1.1\r\nHost: ${host}`);
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain('"code":"host_not_allowed"');
  });

  it.each(['GET / HTTP/1.1\r\nHost: localhost', 'GET / HTTP/1.0'])(
    'is not what this is: %j',
    async (head) => expect(await ask(head)).toMatch(/^HTTP\/1\.1 200 /),
  );
});
