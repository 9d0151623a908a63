import { randomUUID } from 'node:crypto';
import { BlockList, isIP } from 'node:net';

/** A `Host`: a name, an IPv4 address or an IPv6 one in brackets, and perhaps a port. */
const HOST = /^(?:\[(?<six>[0-9a-f:.]+)\]|(?<name>[a-z0-9._-]+))(?::\d*)?$/;

/** The one label before the public name that an organisation is chosen by. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * The names that this server answers to: the same as at the API (`core/site.py`), by the same
 * settings, and of each subdomain of the public address, which is an organisation's. A page may point a name of its own at 127.0.0.1; nobody rebinds an address.
 *
 * @param {string} hostname what we listen on
 * @param {Record<string, string | undefined>} environment
 */
export function ownHosts(hostname, environment) {
  const listed = (name) => (environment[name] ?? '').split(',').map((part) => part.trim());
  const origins = listed('CASHBEAT_ALLOWED_ORIGINS').map(nameOf);
  const publicName = nameOf(environment.CASHBEAT_PUBLIC_URL ?? '');
  const organisation = isIP(publicName) || !publicName ? undefined : `.${publicName}`;
  const names = new Set(
    ['localhost', hostname, publicName, ...origins, ...listed('CASHBEAT_ALLOWED_HOSTS')]
      .map((name) => name.toLowerCase())
      .filter(Boolean),
  );
  const anyAddress = hostname !== 'localhost' && !isLoopback(hostname);

  return function isOwn(host) {
    const found = HOST.exec(host.toLowerCase())?.groups;
    const name = (found?.six ?? found?.name ?? '').replace(/\.+$/, '');
    if (!name) return false;
    if (names.has(name)) return true;
    if (isIP(name)) return anyAddress || isLoopback(name);
    if (name.endsWith('.localhost')) return true;
    return (
      organisation !== undefined &&
      name.endsWith(organisation) &&
      LABEL.test(name.slice(0, -organisation.length))
    );
  };
}

function nameOf(origin) {
  const name = URL.canParse(origin) ? new URL(origin).hostname.toLowerCase() : '';
  return name.replace(/^\[(.*)\]$/, '$1');
}

/**
 * The first `Host` of a request that is none of ours, if any. Programs of HTTP/1.0 send none.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {(host: string) => boolean} isOwn
 */
export function foreignHost(request, isOwn) {
  return request.headersDistinct.host?.find((host) => !isOwn(host));
}

/** @param {import('node:http').ServerResponse} response */
export function refuseHost(response, host) {
  const requestId = randomUUID();
  console.error(`web.request.refused request=${requestId} host=${JSON.stringify(host)}`);
  response.writeHead(421, {
    'content-type': 'application/problem+json',
    connection: 'close',
    'x-request-id': requestId,
  });
  response.end(
    JSON.stringify({
      type: '/problems/host_not_allowed',
      title: 'Host not allowed',
      status: 421,
      code: 'host_not_allowed',
      detail: `This server is not called ${host.slice(0, 100)}; CASHBEAT_ALLOWED_HOSTS lists names.`,
      requestId,
      errors: [],
      omitted: 0,
    }),
  );
}

function isLoopback(address) {
  const kind = isIP(address);
  return kind !== 0 && LOOPBACK.check(address, kind === 6 ? 'ipv6' : 'ipv4');
}
