import { createAction, isAction, type Middleware, type UnknownAction } from '@reduxjs/toolkit';
import { alertClosed, alertRaised } from '../alerts/raised-slice';
import { api } from '../api';
import {
  catchUpFailed,
  catchUpFinished,
  catchUpStarted,
  connectionAttemptFailed,
  connectionLost,
  connectionOpened,
  networkFound,
  networkLost,
} from '../connection/connection-slice';
import { eventsReceived, feedLoaded, olderEventsLoaded } from '../live/live-slice';
import { describeFailure } from '../request-failure';
import { selectUser, type SessionState } from '../session/session-slice';
import { EventIntake } from './event-intake';
import type { EventSource } from './event-source';
import { createFlushQueue } from './flush-queue';
import { createInvalidation } from './invalidation';
import type { OpenFeed, SocketFeed } from './socket-feed';

export const realtimeStarted = createAction('realtime/started');
export const realtimeStopped = createAction('realtime/stopped');
/** A person asks to try again now. */
export const reconnectRequested = createAction('realtime/reconnectRequested');
/** The list was read to its end. */
export const olderEventsRequested = createAction<{ beforeSeq: number }>('realtime/olderRequested');

/** While there is no socket, the feed is read over REST this often. */
const POLL_INTERVAL = 3_000;
const OLDER_PAGE = 100;

export interface RealtimeParts {
  openFeed: OpenFeed;
  events: EventSource;
  now: () => number;
}

/** Joins socket, intake, queue and store. What each of them does stands in its own file. */
export function createRealtimeMiddleware(
  parts: RealtimeParts,
): Middleware<object, { session: SessionState }> {
  return ({ dispatch, getState }) => {
    const ownId = () => selectUser(getState())?.id;
    let session: Session | null = null;
    return (next) => (action) => {
      const result = next(action);
      if (!isAction(action)) return result;
      if (realtimeStarted.match(action)) session ??= startSession(parts, dispatch, ownId);
      else if (realtimeStopped.match(action)) {
        session?.stop();
        session = null;
      } else if (reconnectRequested.match(action)) session?.reconnect();
      else if (olderEventsRequested.match(action)) session?.loadOlder(action.payload.beforeSeq);
      return result;
    };
  };
}

interface Session {
  reconnect(): void;
  loadOlder(beforeSeq: number): void;
  stop(): void;
}

function startSession(
  { openFeed, events, now }: RealtimeParts,
  dispatch: (action: UnknownAction) => unknown,
  ownId: () => string | undefined,
): Session {
  let feed: SocketFeed | null = null;
  let live = false;
  let lost = false;
  let loadingOlder = false;
  const stopped = new AbortController();

  const invalidation = createInvalidation((changes) => {
    if ('figures' in changes) {
      dispatch(api.util.invalidateTags([changes.figures]));
      return;
    }
    dispatch(
      api.util.invalidateTags([
        ...(changes.alerts ? (['Alert', 'AlertRule'] as const) : []),
        ...(changes.notifications ? (['Notification'] as const) : []),
        ...changes.paymentIds.map((id) => ({ type: 'Payment' as const, id })),
      ]),
    );
  });
  const queue = createFlushQueue((batch) => {
    dispatch(eventsReceived(batch));
    invalidation.paymentsChanged(batch.map((event) => event.payment.id));
  });
  const repeatUnanswered = () => dispatch(api.util.invalidateTags(['Unanswered']));
  const intake = new EventIntake(
    { rest: events, resume: (afterSeq) => feed?.resume(afterSeq) },
    {
      events: queue.push,
      reloaded(page, latestSeq, oldestSeq) {
        queue.clear();
        dispatch(feedLoaded({ events: page, latestSeq, oldestSeq }));
      },
      catchUpStarted: () => dispatch(catchUpStarted()),
      catchUpFinished() {
        dispatch(catchUpFinished());
        if (!lost) return;
        // The server answers again: no need to wait for the end of the back-off.
        feed?.reconnect();
        repeatUnanswered();
      },
      catchUpFailed: (error) => dispatch(catchUpFailed(describeFailure(error))),
    },
  );

  void openFeed({
    opened({ latestSeq }) {
      live = true;
      lost = false;
      dispatch(connectionOpened());
      intake.announce(latestSeq);
      invalidation.analyticsChanged();
      invalidation.alertsChanged();
      invalidation.notificationsChanged();
      repeatUnanswered();
    },
    lost() {
      live = false;
      lost = true;
      dispatch(connectionLost({ at: now() }));
    },
    attemptFailed() {
      lost = true;
      dispatch(connectionAttemptFailed({ at: now() }));
    },
    events: (batch) => intake.receive(batch),
    analyticsChanged: invalidation.analyticsChanged,
    alertRaised(alert) {
      dispatch(alertRaised(alert));
      invalidation.alertsChanged();
    },
    alertChanged(alert) {
      if (alert.state !== 'firing') dispatch(alertClosed(alert.id));
      invalidation.alertsChanged();
    },
    notificationsChanged(userId) {
      if (userId === null || userId === ownId()) invalidation.notificationsChanged();
    },
    resync: ({ latestSeq }) => intake.announce(latestSeq),
  }).then((opened) => {
    feed = opened;
    if (stopped.signal.aborted) opened.close();
  });
  intake.look();
  const poll = setInterval(() => {
    if (live) return;
    intake.look();
    invalidation.analyticsChanged();
    invalidation.alertsChanged();
    invalidation.notificationsChanged();
  }, POLL_INTERVAL);
  const online = () => {
    // The connection may have outlived a short loss of the network.
    dispatch(live ? connectionOpened() : networkFound());
    feed?.reconnect();
    intake.look();
  };
  const offline = () => dispatch(networkLost({ at: now() }));
  window.addEventListener('online', online, { signal: stopped.signal });
  window.addEventListener('offline', offline, { signal: stopped.signal });

  return {
    reconnect() {
      feed?.reconnect();
      intake.look();
    },
    loadOlder(beforeSeq) {
      if (loadingOlder) return;
      loadingOlder = true;
      events
        .before(beforeSeq, OLDER_PAGE, stopped.signal)
        // The list may ask for the next page while it renders this one.
        .finally(() => (loadingOlder = false))
        .then(({ items, oldestSeq }) => dispatch(olderEventsLoaded({ events: items, oldestSeq })))
        .catch((error: unknown) => dispatch(catchUpFailed(describeFailure(error))));
    },
    stop() {
      stopped.abort();
      clearInterval(poll);
      queue.clear();
      intake.stop();
      invalidation.stop();
      feed?.close();
    },
  };
}
