import { EventEmitter, once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createApiProxy, isApiPath } from './api-proxy.mjs';
import { forget, serverOptions, watchBody, watchNext } from './deadlines.mjs';
import { securityHeaders } from './security-headers.mjs';
import { foreignHost, ownHosts, refuseHost } from './site.mjs';

/** Sockets still open this long after SIGTERM are cut. */
const DRAIN_MILLISECONDS = 3_000;

/**
 * @param {{ dir: string, dev: boolean, port: number, hostname: string, apiOrigin: string }} settings
 */
export async function startWebServer({ dir, dev, port, hostname, apiOrigin }) {
  useBuiltConfiguration(dir, dev);
  const { default: next } = await import('next');
  // Next attaches its upgrade handler to the server it is given, and closes every socket it does
  // not know. It is given this stand-in instead, and hears only of the upgrades that are its own:
  // those of hot reload.
  const nextDoor = new EventEmitter();
  const app = next({ dev, dir, hostname, port, httpServer: nextDoor });
  await app.prepare();
  const handlePage = app.getRequestHandler();
  const proxy = createApiProxy(new URL(apiOrigin));

  const isOwn = ownHosts(hostname, process.env);
  const headers = securityHeaders({ dev, environment: process.env });

  const server = createServer(serverOptions(), (request, response) => {
    watchBody(request, response);
    watchNext(request, response);
    headers.forAll(request, response);
    const foreign = foreignHost(request, isOwn);
    if (foreign !== undefined) refuseHost(response, foreign);
    else if (isApiPath(request.url ?? '/')) proxy.handleRequest(request, response);
    else {
      headers.forPage(request, response);
      void handlePage(request, response);
    }
  });
  server.on('upgrade', (request, socket, head) => {
    forget(socket);
    if (foreignHost(request, isOwn) !== undefined) {
      socket.end('HTTP/1.1 421 Misdirected Request\r\nConnection: close\r\n\r\n');
    } else if (isApiPath(request.url ?? '/')) proxy.handleUpgrade(request, socket, head);
    else if (dev) nextDoor.emit('upgrade', request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  server.on('error', (error) => {
    console.error(startFailure(error, hostname, port));
    process.exit(1);
  });
  server.listen(port, hostname);
  await once(server, 'listening');
  console.log(`web.server.listening http://${hostname}:${port} api=${apiOrigin}`);
  stopOnSignal(server, proxy, app);
}

function useBuiltConfiguration(dir, dev) {
  const file = join(dir, '.next/required-server-files.json');
  if (dev || !existsSync(file)) return;
  const { config } = JSON.parse(readFileSync(file, 'utf8'));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}

function startFailure(error, hostname, port) {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} on ${hostname} is taken: stop what uses it, or set CASHBEAT_WEB_PORT to another.`;
  }
  return `The web server cannot listen on ${hostname}:${port}: ${error.message}`;
}

function stopOnSignal(server, proxy, app) {
  const stop = () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    proxy.close();
    setTimeout(() => process.exit(0), DRAIN_MILLISECONDS).unref();
    void app.close().catch(() => undefined);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
