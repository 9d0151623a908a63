import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { notificationsApi } from '@/features/notifications/notifications-api';
import { realtimeStarted, realtimeStopped } from '@/store/realtime/realtime-middleware';
import type { FeedHandlers } from '@/store/realtime/socket-feed';
import { sessionStarted } from '@/store/session/session-middleware';
import { createStore } from '@/store/store';
import { notification, notificationServer, told } from '../support/notifications';
import { ana, ben, noRealtime, sessionParts } from '../support/session';

async function setUp() {
  let handlers!: FeedHandlers;
  const store = createStore({
    session: sessionParts({ load: told }),
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
  const api = notificationServer(notification(1));
  const badge = store.dispatch(notificationsApi.endpoints.getNewestNotifications.initiate());
  await badge;
  const stop = () => {
    badge.unsubscribe();
    store.dispatch(realtimeStopped());
  };
  return { api, feed: handlers, stop };
}

beforeEach(() => vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => vi.useRealTimers());

describe('messages about notifications', () => {
  it.each([
    ['something new', null],
    ['marks of one’s own elsewhere', ana.id],
  ])('of %s have what is shown asked for anew, at most once a second', async (_what, userId) => {
    const { api, feed, stop } = await setUp();
    expect(api.asked).toHaveLength(1);
    for (let n = 0; n < 20; n += 1) feed.notificationsChanged(userId);
    await vi.waitFor(() => expect(api.asked.length).toBeGreaterThan(1), { timeout: 5_000 });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(api.asked.length).toBeLessThanOrEqual(3);
    stop();
  });

  it('of somebody else ask nothing; a connection that is back does', async () => {
    const { api, feed, stop } = await setUp();
    feed.notificationsChanged(ben.id);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(api.asked).toHaveLength(1);
    feed.opened({ latestSeq: 0 } as Parameters<FeedHandlers['opened']>[0]);
    await vi.waitFor(() => expect(api.asked).toHaveLength(2), { timeout: 5_000 });
    stop();
  });
});
