import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { usePausedFeed } from '@/features/events/use-paused-feed';
import type { EventFilter } from '@/features/payments/event-style';
import { paymentEvent } from '../support/samples';

const upTo = (seq: number) =>
  Array.from({ length: seq }, (_, index) =>
    paymentEvent(seq - index, (seq - index) % 3 === 0 ? { type: 'payment_failed' } : {}),
  );

function follow(kind: EventFilter = 'all') {
  const filter = { kind };
  return renderHook(({ seq }) => usePausedFeed(upTo(seq), filter), { initialProps: { seq: 6 } });
}

describe('pausing the feed', () => {
  it('runs while nobody reads', () => {
    const { result, rerender } = follow();
    rerender({ seq: 8 });
    expect(result.current.shown[0]!.seq).toBe(8);
    expect(result.current.waiting).toBe(0);
  });

  it('stands still while somebody reads, and counts what waits', () => {
    const { result, rerender } = follow();
    act(() => result.current.pause());
    rerender({ seq: 9 });
    expect(result.current.shown[0]!.seq).toBe(6);
    expect(result.current.waiting).toBe(3);
  });

  it('shows everything again on the way back', () => {
    const { result, rerender } = follow();
    act(() => result.current.pause());
    rerender({ seq: 9 });
    act(() => result.current.resume());
    expect(result.current.shown.map(({ seq }) => seq)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(result.current.paused).toBe(false);
  });

  it('counts only what the filter would show', () => {
    const { result, rerender } = follow('failed');
    act(() => result.current.pause());
    rerender({ seq: 9 });
    expect(result.current.shown.map(({ seq }) => seq)).toEqual([6, 3]);
    expect(result.current.waiting).toBe(1);
  });
});
