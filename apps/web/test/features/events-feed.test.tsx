import type { SequencedEvent } from '@cashbeat/shared-types';
import { act, fireEvent, screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { VirtuosoMockContext } from 'react-virtuoso';
import { afterEach, describe, expect, it, vi } from 'vitest';
import FeedBody from '@/features/events/feed-body';
import { useFeedFilter } from '@/features/events/use-feed-filter';
import { eventsReceived, feedLoaded } from '@/store/live/live-slice';
import { renderPage } from '../support/render-page';
import { organisation, paymentEvent } from '../support/samples';
import { ORIGIN, server } from '../support/server';

const PLACE = { viewportHeight: 600, itemHeight: 60 };

function Feed() {
  return <FeedBody {...useFeedFilter()} zone="UTC" />;
}

function show(events: SequencedEvent[], { address = '/', oldestSeq = 1 } = {}) {
  server.use(http.get(`${ORIGIN}/api/organisation`, () => HttpResponse.json(organisation)));
  window.history.replaceState(null, '', address);
  const { store } = renderPage(
    <VirtuosoMockContext.Provider value={PLACE}>
      <Feed />
    </VirtuosoMockContext.Provider>,
  );
  const load = (page: SequencedEvent[]) => {
    const loaded = { events: page, latestSeq: page.at(-1)!.seq, oldestSeq };
    act(() => void store.dispatch(feedLoaded(loaded)));
  };
  load(events);
  const receive = (...further: SequencedEvent[]) =>
    act(() => void store.dispatch(eventsReceived(further)));
  return { load, receive };
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => paymentEvent(from + index));
const seqs = () => screen.queryAllByTestId('event-row').map((row) => Number(row.dataset.seq));

afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
  window.history.replaceState(null, '', '/');
});

describe('the feed', () => {
  it('stands still while the button holds it, and comes back with what waited', () => {
    const { receive } = show(range(1, 3));
    fireEvent.click(screen.getByRole('button', { name: 'Pause the feed' }));
    receive(...range(4, 5));
    expect(seqs()).toEqual([3, 2, 1]);
    expect(screen.getByTestId('feed-resume')).toHaveTextContent('2 new');
    fireEvent.click(screen.getByRole('button', { name: 'Resume the feed' }));
    expect(seqs()).toEqual([5, 4, 3, 2, 1]);
  });

  it('says in its place what it left out, and where that is', () => {
    const { load } = show(range(1, 2));
    load(range(2_003, 2_004));
    expect(seqs()).toEqual([2_004, 2_003, 2, 1]);
    const gap = screen.getByTestId('gap-row');
    expect(gap).toHaveTextContent('2,000 events left out');
    const link = within(gap).getByRole('link', { name: 'Payments' });
    expect(link).toHaveAttribute('href', expect.stringMatching(/^\/payments\?since=.*&until=/));
    expect(within(gap).getByRole('button', { name: 'Load' })).toBeVisible();
  });

  it('offers to load only what the server still has', () => {
    const { load } = show(range(1, 2), { oldestSeq: 5_000 });
    load(range(5_000, 5_001));
    const gap = screen.getByTestId('gap-row');
    expect(gap).toHaveTextContent('4,997 events left out');
    expect(within(gap).queryByRole('button', { name: 'Load' })).toBeNull();
  });

  it('searches what is loaded, and leads to a search of everything', () => {
    const found = paymentEvent(2);
    found.payment.externalId = 'INV-7';
    show([paymentEvent(1), found], { address: '/?feedSearch=inv' });
    expect(seqs()).toEqual([2]);
    expect(screen.getByRole('link', { name: 'Search all payments' })).toHaveAttribute(
      'href',
      '/payments?q=inv',
    );
  });

  it('says that nothing is found', () => {
    show(range(1, 3), { address: '/?feedMin=5000' });
    expect(screen.getByText('No such payments lately')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Filters of the feed, 1 set' })).toBeVisible();
  });

  it('is announced now and then, never event by event, and can be muted for good', () => {
    vi.useFakeTimers();
    const { receive } = show(range(1, 3));
    const announcer = screen.getByTestId('feed-announcer');
    act(() => vi.advanceTimersByTime(30_000));
    receive(...range(4, 15));
    receive(paymentEvent(16, { type: 'payment_failed' }));
    act(() => vi.advanceTimersByTime(30_000));
    expect(announcer).toHaveTextContent('12 payments received, 1 failed in the last 30 seconds.');
    act(() => vi.advanceTimersByTime(30_000));
    expect(announcer).toBeEmptyDOMElement();

    fireEvent.click(screen.getByRole('button', { name: 'Mute announcements of the feed' }));
    receive(paymentEvent(17));
    act(() => vi.advanceTimersByTime(60_000));
    expect(announcer).toBeEmptyDOMElement();
    expect(localStorage.getItem('cashbeat.feed-muted')).not.toBeNull();
  });
});
