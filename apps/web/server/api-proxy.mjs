import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP } from 'node:net';

/** Everything below these paths belongs to the API. */
const API_PATHS = ['/api', '/socket.io', '/ws', '/health'];

/**
 * A connection to the API is kept for another request for less time than uvicorn keeps it (5 s):
 * one that the API closes just as we use it would fail that request.
 */
const KEPT_MILLISECONDS = 4_000;

/** Headers of one hop (RFC 9110, 7.6.1), never passed on. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export function isApiPath(url) {
  const path = url.split('?', 1)[0];
  return API_PATHS.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/**
 * Carries requests and WebSocket upgrades to the API, streaming both ways.
 *
 * The `Host` of the browser is kept, so that the API's own origin checks see one origin.
 *
 * @param {URL} origin
 */
export function createApiProxy(origin, kept = KEPT_MILLISECONDS) {
  const open = origin.protocol === 'https:' ? httpsRequest : httpRequest;
  const agent =
    origin.protocol === 'https:' ? undefined : new Agent({ keepAlive: true, timeout: kept });
  const upgraded = new Set();
  const isTrusted = proxiesInFront(process.env.CASHBEAT_TRUSTED_PROXIES);

  const optionsFor = (request, headers, pool) => ({
    protocol: origin.protocol,
    hostname: origin.hostname,
    port: origin.port,
    method: request.method,
    path: request.url,
    headers,
    agent: pool,
  });

  function handleRequest(request, response) {
    const upstream = open(optionsFor(request, forwardedHeaders(request, isTrusted), agent));
    upstream.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.headers));
      response.flushHeaders();
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    upstream.on('error', (error) => {
      if (response.headersSent) response.destroy();
      else answerUnreachable(response, error);
    });
    response.on('close', () => {
      upstream.destroy();
      // What is left of a body that was refused is read: unread, it would hide the answer.
      request.unpipe(upstream).resume();
    });
    // The head goes at once: what the API refuses by it alone is answered before any body comes.
    upstream.flushHeaders();
    request.pipe(upstream);
  }

  function handleUpgrade(request, socket, head) {
    const headers = {
      ...forwardedHeaders(request, isTrusted),
      connection: 'Upgrade',
      upgrade: request.headers.upgrade,
    };
    const upstream = open(optionsFor(request, headers, false));
    socket.on('error', () => upstream.destroy());
    upstream.on('upgrade', (answer, apiSocket, apiHead) => {
      socket.write(rawHead(answer));
      if (apiHead.length > 0) socket.write(apiHead);
      if (head.length > 0) apiSocket.write(head);
      join(socket, apiSocket);
    });
    upstream.on('response', (answer) => {
      socket.write(rawHead(answer, 'Connection: close\r\n'));
      answer.pipe(socket);
    });
    upstream.on('error', () => {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\n\r\n');
    });
    upstream.end();
  }

  function join(socket, apiSocket) {
    upgraded.add(socket);
    for (const end of [socket, apiSocket]) {
      end.setNoDelay(true);
      end.setTimeout(0);
      end.setKeepAlive(true, 30_000);
    }
    socket.pipe(apiSocket);
    apiSocket.pipe(socket);
    const drop = () => {
      upgraded.delete(socket);
      socket.destroy();
      apiSocket.destroy();
    };
    for (const end of [socket, apiSocket]) {
      end.on('error', drop);
      end.on('close', drop);
    }
  }

  return {
    handleRequest,
    handleUpgrade,
    close() {
      agent?.destroy();
      for (const socket of upgraded) socket.destroy();
    },
  };
}

function forwardedHeaders(request, isTrusted) {
  const headers = endToEnd(request.headers);
  // Node joins what came twice with a comma: two keys would look like a malformed one.
  const keys = request.headersDistinct['idempotency-key'];
  if (keys) headers['idempotency-key'] = keys;
  const peer = request.socket.remoteAddress ?? '';
  const before = request.headers['x-forwarded-for'];
  // What anybody says of where they come from is believed of our own proxies alone.
  headers['x-forwarded-for'] = before && isTrusted(peer) ? `${before}, ${peer}` : peer;
  headers['x-forwarded-host'] ??= request.headers.host ?? '';
  headers['x-forwarded-proto'] ??= 'http';
  return headers;
}

/**
 * Whether an address is of a proxy in front of us.
 *
 * @param {string} [listed] CASHBEAT_TRUSTED_PROXIES: addresses and networks, by commas
 */
function proxiesInFront(listed = '') {
  const list = new BlockList();
  for (const entry of listed.split(',')) {
    const [address, bits] = entry.trim().split('/');
    const family = { 4: 'ipv4', 6: 'ipv6' }[isIP(address ?? '')];
    if (!family) continue;
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const kind = isIP(address);
    return kind !== 0 && list.check(address, kind === 6 ? 'ipv6' : 'ipv4');
  };
}

function endToEnd(headers) {
  const named = new Set(
    String(headers.connection ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase()),
  );
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name) && !named.has(name)),
  );
}

function rawHead(answer, extra = '') {
  const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`];
  for (let index = 0; index < answer.rawHeaders.length; index += 2) {
    const name = answer.rawHeaders[index];
    if (extra && HOP_BY_HOP.has(name.toLowerCase())) continue;
    lines.push(`${name}: ${answer.rawHeaders[index + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n${extra}\r\n`;
}

function answerUnreachable(response, error) {
  const requestId = randomUUID();
  console.error(`web.proxy.unreachable request=${requestId} ${error.code ?? error.message}`);
  response.writeHead(503, {
    'content-type': 'application/problem+json',
    'retry-after': '1',
    'x-request-id': requestId,
  });
  response.end(
    JSON.stringify({
      type: '/problems/api_unreachable',
      title: 'The API cannot be reached',
      status: 503,
      code: 'api_unreachable',
      detail: 'The web server runs, the API behind it does not answer. It is tried again.',
      requestId,
      errors: [],
    }),
  );
}
