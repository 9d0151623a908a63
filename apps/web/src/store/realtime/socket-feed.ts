import type {
  Alert,
  AlertChanged,
  AlertRaised,
  AnalyticsChanged,
  Hello,
  NotificationsChanged,
  Resume,
  Resumed,
  Resync,
  SequencedEvent,
} from '@cashbeat/shared-types';
import type { Socket } from 'socket.io-client';
import { type Identity, isUnauthenticated, tokenOf } from '../session/identity';
import type { EventPart } from './event-source';

export interface FeedHandlers {
  opened(hello: Hello): void;
  lost(): void;
  attemptFailed(): void;
  events(events: SequencedEvent[]): void;
  analyticsChanged(): void;
  alertRaised(alert: Alert): void;
  alertChanged(alert: Alert): void;
  /** Of a person, or, with null, of all members. */
  notificationsChanged(userId: string | null): void;
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
  alert_raised(told: AlertRaised): void;
  alert_changed(told: AlertChanged): void;
  notifications_changed(told: NotificationsChanged): void;
  resync(resync: Resync): void;
  session_changed(): void;
  session_expiring(): void;
  session_ended(end: { code: string }): void;
}

interface ClientEvents {
  resume(request: Resume, acknowledge: (answer: Resumed) => void): void;
  authenticate(proof: { token: string }, acknowledge: (answer: unknown) => void): void;
}

type Headers = Record<string, string>;

const ANSWER_TIMEOUT = 5_000;
const REFUSED_PAUSE = 5_000;

/** The one socket of the page. Nothing else knows that there is one. */
export function openSocketFeed(identity: Identity): OpenFeed {
  return async (handlers) => {
    const { io } = await import('socket.io-client');
    const closed = new AbortController();
    let used: Headers = {};
    const socket: Socket<ServerEvents, ClientEvents> = io(`${window.location.origin}/ws/payments`, {
      path: '/socket.io',
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      auth: (tell) =>
        void identity.headers(closed.signal).then((headers) => {
          used = headers ?? {};
          tell({ token: tokenOf(used), tenantId: used['x-tenant-id'], batch: true });
        }),
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      randomizationFactor: 0.5,
      timeout: 5_000,
    });
    const later = (task: () => void, milliseconds: number) => {
      const timer = setTimeout(task, milliseconds);
      closed.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    };
    /** What the server holds against us is mended, if it can be. */
    const mend = async (code: string) => {
      if (isUnauthenticated({ code })) await identity.renewed(used);
      else identity.refused(code);
    };
    /** Proves anew who we are, before the connection would end for want of it. */
    const proveAnew = async () => {
      await identity.renewed(used);
      const headers = await identity.headers(closed.signal);
      if (!headers || closed.signal.aborted || !socket.connected) return;
      const token = tokenOf(headers)!;
      if (token === tokenOf(used)) {
        later(() => void proveAnew(), REFUSED_PAUSE);
        return;
      }
      used = headers;
      await socket.timeout(ANSWER_TIMEOUT).emitWithAck('authenticate', { token });
    };

    socket.on('hello', handlers.opened);
    socket.on('payment_events', handlers.events);
    socket.on('payment_event', (event) => handlers.events([event]));
    socket.on('payment_updated', (event) => handlers.events([event]));
    socket.on('analytics_changed', handlers.analyticsChanged);
    socket.on('alert_raised', ({ alert }) => handlers.alertRaised(alert));
    socket.on('alert_changed', ({ alert }) => handlers.alertChanged(alert));
    socket.on('notifications_changed', ({ userId }) => handlers.notificationsChanged(userId));
    socket.on('resync', handlers.resync);
    // Unanswered, the connection ends and begins anew with the next token.
    socket.on('session_expiring', () => void proveAnew().catch(() => undefined));
    socket.on('session_changed', () => identity.changed());
    socket.on('session_ended', ({ code }) => void mend(code));
    socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
      handlers.attemptFailed();
      const code = error.data?.code;
      if (code) void mend(code);
      // Where a proxy swallows WebSockets without a word, only trying the other way round gets through.
      else socket.io.opts.transports = socket.io.opts.transports?.toReversed();
      // A refusal by the server ends the automatic attempts.
      if (!socket.active) {
        later(
          () => socket.connect(),
          isUnauthenticated({ code: code ?? '' }) ? 1_000 : REFUSED_PAUSE,
        );
      }
    });
    socket.on('disconnect', (reason) => {
      handlers.lost();
      // Cut by the server (slow consumer, shutdown, end of the session): not retried by the library.
      if (reason === 'io server disconnect') later(() => socket.connect(), 1_000);
    });
    return {
      resume(afterSeq) {
        if (!socket.connected) return undefined;
        return socket.timeout(ANSWER_TIMEOUT).emitWithAck('resume', { afterSeq });
      },
      reconnect() {
        if (socket.connected) return;
        // Ends the back-off; connecting alone would leave it running.
        socket.disconnect();
        socket.connect();
      },
      close() {
        closed.abort();
        socket.removeAllListeners();
        socket.disconnect();
      },
    };
  };
}
