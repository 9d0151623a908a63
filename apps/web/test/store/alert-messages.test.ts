import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { alertsApi } from '@/features/alerts/alerts-api';
import { selectRaised } from '@/store/alerts/raised-slice';
import { realtimeStarted, realtimeStopped } from '@/store/realtime/realtime-middleware';
import type { FeedHandlers } from '@/store/realtime/socket-feed';
import { organisationLeft } from '@/store/session/session-slice';
import { sessionStarted } from '@/store/session/session-middleware';
import { createStore } from '@/store/store';
import { alertDetails, openCounts } from '../support/alerts';
import { ORIGIN, server } from '../support/server';
import { noRealtime, sessionParts } from '../support/session';

function setUp() {
  let handlers!: FeedHandlers;
  const store = createStore({
    session: sessionParts(),
    realtime: () => ({
      ...noRealtime(),
      openFeed: (given) => {
        handlers = given;
        return new Promise(() => undefined);
      },
    }),
  });
  store.dispatch(sessionStarted());
  store.dispatch(realtimeStarted());
  const raised = () => selectRaised(store.getState()).map(({ id }) => id);
  return { store, feed: handlers, raised };
}

beforeEach(() => vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => vi.useRealTimers());

describe('messages about alerts', () => {
  it('keep what was raised until somebody takes care of it', () => {
    const { store, feed, raised } = setUp();
    feed.alertRaised(alertDetails(1));
    feed.alertRaised(alertDetails(2));
    feed.alertRaised(alertDetails(1));
    expect(raised()).toEqual(['alr_2', 'alr_1']);
    feed.alertChanged(alertDetails(1, { version: 3 }));
    expect(raised()).toEqual(['alr_2', 'alr_1']);
    feed.alertChanged(alertDetails(1, { state: 'acknowledged', version: 4 }));
    expect(raised()).toEqual(['alr_2']);
    store.dispatch(organisationLeft());
    expect(raised()).toEqual([]);
    store.dispatch(realtimeStopped());
  });

  it('have what is shown of alerts asked for anew, at most once a second', async () => {
    let asked = 0;
    server.use(
      http.get(`${ORIGIN}/api/alerts`, () => {
        asked += 1;
        return HttpResponse.json({ items: [], counts: openCounts, nextCursor: null });
      }),
    );
    const { store, feed } = setUp();
    const subscription = store.dispatch(alertsApi.endpoints.countAlerts.initiate());
    await subscription;
    for (let n = 1; n <= 20; n += 1) feed.alertRaised(alertDetails(n));
    await vi.waitFor(() => expect(asked).toBeGreaterThan(1), { timeout: 5_000 });
    // Shorter than the pause between two looks without a socket.
    await vi.advanceTimersByTimeAsync(2_000);
    expect(asked).toBeLessThanOrEqual(3);
    subscription.unsubscribe();
    store.dispatch(realtimeStopped());
  });
});
