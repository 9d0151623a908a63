import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { usePausedFeed } from '@/features/events/use-paused-feed';
import { LIVE_CAPACITY } from '@/store/live/live-slice';
import { paymentEvent } from '../support/samples';

const range = (newest: number, oldest = 1) =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => paymentEvent(newest - index));

function follow() {
  return renderHook(({ events }) => usePausedFeed(events), {
    initialProps: { events: range(6) },
  });
}

const seqs = (events: { seq: number }[]) => events.map(({ seq }) => seq);

describe('pausing the feed', () => {
  it('runs while nobody reads', () => {
    const { result, rerender } = follow();
    rerender({ events: range(8) });
    expect(result.current.shown[0]!.seq).toBe(8);
    expect(result.current.waiting).toEqual([]);
  });

  it('stands still while somebody reads, and keeps what waits', () => {
    const { result, rerender } = follow();
    act(() => result.current.pause('scroll'));
    rerender({ events: range(9) });
    expect(result.current.shown[0]!.seq).toBe(6);
    expect(seqs(result.current.waiting)).toEqual([9, 8, 7]);
  });

  it('shows everything again on the way back', () => {
    const { result, rerender } = follow();
    act(() => result.current.pause('scroll'));
    rerender({ events: range(9) });
    act(() => result.current.resume());
    expect(seqs(result.current.shown)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(result.current.paused).toBeNull();
  });

  it('outlasts scrolling where the button made it', () => {
    const { result } = follow();
    act(() => result.current.pause('button'));
    act(() => result.current.pause('scroll'));
    act(() => result.current.resume('scroll'));
    expect(result.current.paused).toBe('button');
    act(() => result.current.resume());
    expect(result.current.paused).toBeNull();
  });

  it('takes no row from the reader when the store lets go of it', () => {
    const { result, rerender } = follow();
    act(() => result.current.pause('button'));
    const before = seqs(result.current.shown);
    rerender({ events: range(20_000, 20_000 - LIVE_CAPACITY + 1) });
    expect(seqs(result.current.shown)).toEqual(before);
    expect(result.current.waiting).toHaveLength(LIVE_CAPACITY);
  });

  it('lets older events join at the end', () => {
    const { result, rerender } = renderHook(({ events }) => usePausedFeed(events), {
      initialProps: { events: range(6, 4) },
    });
    act(() => result.current.pause('scroll'));
    rerender({ events: range(8, 1) });
    expect(seqs(result.current.shown)).toEqual([6, 5, 4, 3, 2, 1]);
  });

  it('ends where the sequence began anew', () => {
    const { result, rerender } = follow();
    act(() => result.current.pause('button'));
    rerender({ events: range(2) });
    expect(result.current.paused).toBeNull();
    expect(seqs(result.current.shown)).toEqual([2, 1]);
  });
});
