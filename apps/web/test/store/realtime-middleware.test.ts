import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { metricsApi } from '@/features/metrics/metrics-api';
import { organisationApi } from '@/features/organisation/organisation-api';
import { eventsReceived, LIVE_CAPACITY } from '@/store/live/live-slice';
import { olderEventsRequested, realtimeStopped } from '@/store/realtime/realtime-middleware';
import { liveStore } from '../support/live-store';
import { metrics, organisation, paymentEvent, systemOk } from '../support/samples';
import { ORIGIN, server } from '../support/server';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the realtime middleware', () => {
  it('loads the feed, then follows it', async () => {
    const { arrive, seqs, feed } = liveStore();
    await vi.advanceTimersByTimeAsync(0);
    feed().opened({ tenantId: 'demo', latestSeq: 3 });
    arrive();
    await vi.advanceTimersByTimeAsync(250);
    expect(seqs()).toEqual([4, 3, 2, 1]);
  });

  it('renders a burst twice a second, as nobody could read it', async () => {
    const { store, arrive, feed, seqs } = liveStore();
    await vi.advanceTimersByTimeAsync(0);
    feed().opened({ tenantId: 'demo', latestSeq: 3 });
    let changes = 0;
    let before = store.getState().live.events;
    const stop = store.subscribe(() => {
      const { events } = store.getState().live;
      if (events !== before) changes += 1;
      before = events;
    });
    for (let event = 0; event < 100; event += 1) {
      arrive();
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(250);
    stop();
    expect(seqs()[0]).toBe(103);
    expect(changes).toBeGreaterThan(1);
    expect(changes).toBeLessThanOrEqual(4);
  });

  it('survives 10,000 events and holds no more than it may', async () => {
    const { store, feed, seqs } = liveStore();
    await vi.advanceTimersByTimeAsync(0);
    feed().opened({ tenantId: 'demo', latestSeq: 3 });
    for (let first = 4; first <= 10_003; first += 100) {
      feed().events(Array.from({ length: 100 }, (_, index) => paymentEvent(first + index)));
      await vi.advanceTimersByTimeAsync(100);
      expect(store.getState().live.events.length).toBeLessThanOrEqual(LIVE_CAPACITY);
    }
    await vi.advanceTimersByTimeAsync(500);
    expect(seqs()).toEqual(Array.from({ length: LIVE_CAPACITY }, (_, index) => 10_003 - index));
  });

  it('leaves a hole in sight that is too large to fill, below the newest page', async () => {
    const { store, miss, seqs, feed, latest } = liveStore();
    await vi.advanceTimersByTimeAsync(0);
    feed().opened({ tenantId: 'demo', latestSeq: 3 });
    for (let event = 0; event < 1_500; event += 1) miss();
    feed().resync({ reason: 'burst', latestSeq: latest() });
    await vi.advanceTimersByTimeAsync(300);
    expect(seqs().slice(0, 2)).toEqual([1_503, 1_502]);
    expect(seqs().slice(-4)).toEqual([1_404, 3, 2, 1]);
    expect(store.getState().live.lastSeq).toBe(1_503);
  });

  it('shows a lost connection and what was missed after it', async () => {
    const { store, miss, seqs, feed, latest } = liveStore();
    await vi.advanceTimersByTimeAsync(0);
    feed().opened({ tenantId: 'demo', latestSeq: 3 });
    feed().lost();
    expect(store.getState().connection.status).toBe('reconnecting');
    miss();
    miss();
    feed().opened({ tenantId: 'demo', latestSeq: latest() });
    await vi.advanceTimersByTimeAsync(300);
    expect(store.getState().connection).toMatchObject({ status: 'live', lostAt: null });
    expect(seqs()).toEqual([5, 4, 3, 2, 1]);
  });

  it('goes on over REST while the socket is gone, and asks for it back once REST answers', async () => {
    const { miss, seqs, feed, reconnect } = liveStore();
    await vi.advanceTimersByTimeAsync(0);
    feed().opened({ tenantId: 'demo', latestSeq: 3 });
    feed().lost();
    miss();
    expect(reconnect).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(3_300);
    expect(seqs()).toEqual([4, 3, 2, 1]);
    expect(reconnect).toHaveBeenCalledTimes(1);
  });

  it('knows when the device is offline', async () => {
    const { store } = liveStore();
    await vi.advanceTimersByTimeAsync(0);
    window.dispatchEvent(new Event('offline'));
    expect(store.getState().connection.status).toBe('offline');
    window.dispatchEvent(new Event('online'));
    expect(store.getState().connection.status).toBe('reconnecting');
  });

  it('is live again at once when the socket outlived the loss of the network', async () => {
    const { store, feed } = liveStore();
    await vi.advanceTimersByTimeAsync(0);
    feed().opened({ tenantId: 'demo', latestSeq: 3 });
    window.dispatchEvent(new Event('offline'));
    expect(store.getState().connection.status).toBe('offline');
    window.dispatchEvent(new Event('online'));
    expect(store.getState().connection.status).toBe('live');
  });

  it('fetches figures again at most once a second, however often they change', async () => {
    vi.useRealTimers();
    let asked = 0;
    server.use(
      http.get(`${ORIGIN}/api/analytics/metrics`, () => {
        asked += 1;
        return HttpResponse.json(metrics);
      }),
    );
    const { store, feed } = liveStore();
    const query = { range: { preset: '7d' as const }, zone: 'UTC', currency: 'EUR' };
    const subscription = store.dispatch(metricsApi.endpoints.getMetrics.initiate(query));
    await subscription;
    expect(asked).toBe(1);
    const until = Date.now() + 1_500;
    while (Date.now() < until) {
      feed().analyticsChanged();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(asked).toBeGreaterThanOrEqual(2);
    expect(asked).toBeLessThanOrEqual(4);
    subscription.unsubscribe();
    store.dispatch(realtimeStopped());
  });

  it('closes the socket when stopped and stays silent', async () => {
    const { store, close, arrive, seqs } = liveStore();
    await vi.advanceTimersByTimeAsync(0);
    store.dispatch(realtimeStopped());
    expect(close).toHaveBeenCalledTimes(1);
    const before = seqs();
    arrive();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seqs()).toEqual(before);
  });

  it('drops a repeated event in the reducer too', async () => {
    const { store, seqs } = liveStore();
    await vi.advanceTimersByTimeAsync(0);
    store.dispatch(eventsReceived([paymentEvent(2), paymentEvent(3)]));
    expect(seqs()).toEqual([3, 2, 1]);
  });

  it('repeats what the server left unanswered once it is back, and nothing else', async () => {
    const { store, feed } = liveStore();
    let up = false;
    const asked: string[] = [];
    server.use(
      http.get(`${ORIGIN}/api/:path`, ({ params: { path } }) => {
        asked.push(String(path));
        if (path === 'status') return HttpResponse.json(systemOk);
        return up ? HttpResponse.json(organisation) : new HttpResponse(null, { status: 503 });
      }),
    );
    const asking = store.dispatch(organisationApi.endpoints.getOrganisation.initiate());
    store.dispatch(organisationApi.endpoints.getSystemStatus.initiate());
    await vi.advanceTimersByTimeAsync(3_000);
    expect((await asking).error).toMatchObject({ status: 503 });

    up = true;
    asked.length = 0;
    feed().opened({ tenantId: 'demo', latestSeq: 3 });
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toEqual(['organisation']);
    const { data } = organisationApi.endpoints.getOrganisation.select()(store.getState());
    expect(data).toEqual(organisation);
  });

  it('fetches one older page after another, asked for the next as soon as one is there', async () => {
    const { store, before } = liveStore();
    await vi.advanceTimersByTimeAsync(0);
    const asked: number[] = [];
    before.mockImplementation((seq: number) => {
      asked.push(seq);
      return Promise.resolve({ items: [], latestSeq: 3, oldestSeq: 1, more: false });
    });
    let { live } = store.getState();
    store.subscribe(() => {
      if (store.getState().live === live) return;
      live = store.getState().live;
      if (asked.length < 3) store.dispatch(olderEventsRequested({ beforeSeq: asked.at(-1)! - 1 }));
    });
    store.dispatch(olderEventsRequested({ beforeSeq: 100 }));
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([100, 99, 98]);
  });
});
