import { describe, expect, it } from 'vitest';
import {
  eventsReceived,
  feedLoaded,
  LIVE_CAPACITY,
  liveSlice,
  olderEventsLoaded,
} from '@/store/live/live-slice';
import { paymentEvent } from '../support/samples';

const { reducer, selectors, getInitialState } = liveSlice;
const events = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => paymentEvent(from + index));
const seqs = (state: ReturnType<typeof getInitialState>) => state.events.map(({ seq }) => seq);

function loaded(from: number, to: number) {
  return reducer(
    getInitialState(),
    feedLoaded({ events: events(from, to), latestSeq: to, oldestSeq: 1 }),
  );
}

describe('the live slice', () => {
  it('holds the newest event first', () => {
    const state = reducer(loaded(1, 3), eventsReceived(events(4, 5)));
    expect(seqs(state)).toEqual([5, 4, 3, 2, 1]);
    expect(state.lastSeq).toBe(5);
  });

  it('takes no event twice', () => {
    const before = loaded(1, 3);
    const state = reducer(before, eventsReceived(events(2, 4)));
    expect(seqs(state)).toEqual([4, 3, 2, 1]);
    expect(reducer(before, eventsReceived(events(1, 3))).events).toBe(before.events);
  });

  it('never grows past its capacity, whatever arrives', () => {
    let state = loaded(1, 100);
    for (let batch = 0; batch < 30; batch += 1) {
      const first = state.lastSeq! + 1;
      state = reducer(state, eventsReceived(events(first, first + 199)));
    }
    expect(state.events).toHaveLength(LIVE_CAPACITY);
    expect(state.events[0]!.seq).toBe(6_100);
  });

  it('appends older pages at the end, once', () => {
    let state = loaded(51, 60);
    const older = olderEventsLoaded({ events: events(41, 50), oldestSeq: 1 });
    state = reducer(reducer(state, older), older);
    expect(seqs(state)).toEqual(
      events(41, 60)
        .map(({ seq }) => seq)
        .reverse(),
    );
  });

  it('keeps what is older below a newer page, with the hole between them in sight', () => {
    const page = feedLoaded({ events: events(91, 93), latestSeq: 93, oldestSeq: 1 });
    const state = reducer(loaded(1, 3), page);
    expect(seqs(state)).toEqual([93, 92, 91, 3, 2, 1]);
    const filled = reducer(state, olderEventsLoaded({ events: events(4, 90), oldestSeq: 1 }));
    expect(seqs(filled)).toEqual(seqs(loaded(1, 93)));
  });

  it('holds nothing of a sequence that began anew', () => {
    const page = feedLoaded({ events: events(1, 2), latestSeq: 2, oldestSeq: 1 });
    expect(seqs(reducer(loaded(1, 90), page))).toEqual([2, 1]);
  });

  it('knows whether older events exist', () => {
    expect(selectors.selectHasOlder({ live: loaded(51, 60) })).toBe(true);
    expect(selectors.selectHasOlder({ live: loaded(1, 60) })).toBe(false);
  });
});
