import { randomUUID } from 'node:crypto';
import { clearInterval, setInterval } from 'node:timers';

/**
 * How long a client may take to send its request, in milliseconds and bytes: the same as at the API
 * (`core/deadlines.py`). Node's own limit of the whole request, 300 s, is off: it would refuse an
 * upload of 25 MiB over a line of 85 KB/s, and leave one that trickles open just as long.
 */
export const DEADLINES = {
  head: 15_000,
  bodyPause: 10_000,
  bodyStart: 20_000,
  bodyRate: 4_096,
  linger: 30_000,
  tick: 1_000,
};

/** Options of `createServer` that go with them. */
export function serverOptions(deadlines = DEADLINES) {
  return {
    headersTimeout: deadlines.head,
    requestTimeout: 0,
    connectionsCheckingInterval: deadlines.tick,
    keepAliveTimeout: 5_000,
  };
}

/**
 * Ends a request whose body does not arrive: 408 where it can still be said.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function watchBody(request, response, deadlines = DEADLINES) {
  if (request.complete || !hasBody(request)) return;
  const { socket } = request;
  const before = socket.bytesRead;
  let received = 0;
  let spent = 0;
  let pause = 0;
  let answered = 0;

  const timer = setInterval(() => {
    if (request.complete || socket.destroyed) {
      clearInterval(timer);
      return;
    }
    if (request.isPaused()) return; // the API takes no more for the moment
    const now = socket.bytesRead - before;
    pause = now > received ? 0 : pause + deadlines.tick;
    received = now;
    spent += deadlines.tick;
    if (response.writableEnded) answered += deadlines.tick;
    const owed = ((spent - deadlines.bodyStart) / 1_000) * deadlines.bodyRate;
    if (pause >= deadlines.bodyPause || received < owed || answered >= deadlines.linger) {
      clearInterval(timer);
      cut(request, response);
    }
  }, deadlines.tick);
}

function hasBody({ headers }) {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function cut(request, response) {
  const requestId = randomUUID();
  console.error(`web.request.cut request=${requestId} ${request.method} ${request.url}`);
  if (response.headersSent) {
    request.socket.destroy();
    return;
  }
  response.writeHead(408, {
    'content-type': 'application/problem+json',
    connection: 'close',
    'x-request-id': requestId,
  });
  response.end(
    JSON.stringify({
      type: '/problems/request_timeout',
      title: 'Request timeout',
      status: 408,
      code: 'request_timeout',
      detail: 'The body of the request arrived too slowly.',
      requestId,
      errors: [],
    }),
    () => request.socket.destroySoon(),
  );
}
