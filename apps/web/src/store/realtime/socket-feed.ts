import type {
  AnalyticsChanged,
  Hello,
  Resume,
  Resumed,
  Resync,
  SequencedEvent,
} from '@cashbeat/shared-types';
import type { Socket } from 'socket.io-client';
import type { EventPart } from './event-source';

export interface FeedHandlers {
  opened(hello: Hello): void;
  lost(): void;
  attemptFailed(): void;
  events(events: SequencedEvent[]): void;
  analyticsChanged(): void;
  resync(resync: Resync): void;
}

export interface SocketFeed {
  resume(afterSeq: number): Promise<EventPart> | undefined;
  /** Tries to connect now instead of after the back-off. */
  reconnect(): void;
  close(): void;
}

export type OpenFeed = (handlers: FeedHandlers) => Promise<SocketFeed>;

interface ServerEvents {
  hello(hello: Hello): void;
  payment_event(event: SequencedEvent): void;
  payment_updated(event: SequencedEvent): void;
  payment_events(events: SequencedEvent[]): void;
  analytics_changed(change: AnalyticsChanged): void;
  resync(resync: Resync): void;
}

interface ClientEvents {
  resume(request: Resume, acknowledge: (answer: Resumed) => void): void;
}

const RESUME_TIMEOUT = 5_000;

/** The one socket of the page. Nothing else knows that there is one. */
export const openSocketFeed: OpenFeed = async (handlers) => {
  const { io } = await import('socket.io-client');
  const socket: Socket<ServerEvents, ClientEvents> = io(`${window.location.origin}/ws/payments`, {
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    auth: { batch: true },
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
    timeout: 5_000,
  });
  socket.on('hello', handlers.opened);
  socket.on('payment_events', handlers.events);
  socket.on('payment_event', (event) => handlers.events([event]));
  socket.on('payment_updated', (event) => handlers.events([event]));
  socket.on('analytics_changed', handlers.analyticsChanged);
  socket.on('resync', handlers.resync);
  socket.on('connect_error', () => {
    handlers.attemptFailed();
    // Where a proxy swallows WebSockets without a word, only trying the other way round gets through.
    socket.io.opts.transports = socket.io.opts.transports?.toReversed();
    // A refusal by the server ends the automatic attempts.
    if (!socket.active) setTimeout(() => socket.connect(), 5_000);
  });
  socket.on('disconnect', (reason) => {
    handlers.lost();
    // Cut by the server (slow consumer, shutdown): this reason alone is not retried by the library.
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 1_000);
  });
  return {
    resume(afterSeq) {
      if (!socket.connected) return undefined;
      return socket.timeout(RESUME_TIMEOUT).emitWithAck('resume', { afterSeq });
    },
    reconnect() {
      if (socket.connected) return;
      // Ends the back-off; connecting alone would leave it running.
      socket.disconnect();
      socket.connect();
    },
    close() {
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
};
