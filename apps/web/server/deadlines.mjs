import { randomUUID } from 'node:crypto';
import { clearInterval, clearTimeout, setInterval, setTimeout } from 'node:timers';

/**
 * How long a client may take to send its request, in milliseconds and bytes: the same as at the API
 * (`core/deadlines.py`). Node's own limit of the whole request, 300 s, is off: it would refuse an
 * upload of 25 MiB over a line of 85 KB/s, and leave one that trickles open just as long.
 */
export const DEADLINES = {
  head: 15_000,
  idle: 5_000,
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
    keepAliveTimeout: deadlines.idle,
  };
}

/** Of each socket: how many requests are not answered yet, and what ends it when none follows. */
const sockets = new WeakMap();

/**
 * Ends a socket that brings no further request in time. Node does so itself when nothing comes, and
 * when a head does not end; empty lines between two requests it takes for ever.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function watchNext({ socket }, response, deadlines = DEADLINES) {
  const state = sockets.get(socket) ?? { open: 0, timer: undefined };
  sockets.set(socket, state);
  state.open += 1;
  clearTimeout(state.timer);
  response.on('close', () => {
    state.open -= 1;
    if (state.open > 0) return;
    const patience = deadlines.linger + deadlines.idle + deadlines.head;
    state.timer = setTimeout(() => socket.destroy(), patience).unref();
  });
}

/** A socket that became a WebSocket owes nothing any more. */
export function forget(socket) {
  const state = sockets.get(socket);
  if (!state) return;
  clearTimeout(state.timer);
  state.open = Infinity;
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
  let lingered = 0;

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
    if (response.writableEnded) lingered += deadlines.tick;
    const owed = ((spent - deadlines.bodyStart) / 1_000) * deadlines.bodyRate;
    if (pause >= deadlines.bodyPause || received < owed || lingered >= deadlines.linger) {
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
