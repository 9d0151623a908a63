import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  BREAKDOWN_INTERVAL,
  type Changes,
  createInvalidation,
  INVALIDATION_INTERVAL,
} from '@/store/realtime/invalidation';

const BURST_SECONDS = 20;

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function reports() {
  const reported: Changes[] = [];
  const invalidation = createInvalidation((changes) => reported.push(changes));
  const count = (of: 'analytics' | 'breakdown') => reported.filter((change) => change[of]).length;
  return { reported, invalidation, count };
}

describe('what became out of date', () => {
  it('is told at once, then figures each second and breakdowns each fifth', () => {
    const { invalidation, count } = reports();
    invalidation.analyticsChanged();
    expect([count('analytics'), count('breakdown')]).toEqual([1, 1]);
    for (let step = 0; step < BURST_SECONDS * 10; step += 1) {
      vi.advanceTimersByTime(100);
      invalidation.analyticsChanged();
    }
    const within = (interval: number) => 1 + (BURST_SECONDS * 1_000) / interval;
    expect(count('analytics')).toBeLessThanOrEqual(within(INVALIDATION_INTERVAL));
    expect(count('analytics')).toBeGreaterThanOrEqual(within(INVALIDATION_INTERVAL) - 2);
    expect(count('breakdown')).toBeLessThanOrEqual(within(BREAKDOWN_INTERVAL));
    expect(count('breakdown')).toBeGreaterThanOrEqual(within(BREAKDOWN_INTERVAL) - 2);
  });

  it('is told of the last change, too', () => {
    const { invalidation, count } = reports();
    invalidation.analyticsChanged();
    invalidation.analyticsChanged();
    vi.advanceTimersByTime(60_000);
    expect([count('analytics'), count('breakdown')]).toEqual([2, 2]);
  });

  it('waits while nobody looks', () => {
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    const { reported, invalidation, count } = reports();
    invalidation.analyticsChanged();
    vi.advanceTimersByTime(60_000);
    expect(reported).toEqual([]);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    expect([count('analytics'), count('breakdown')]).toEqual([1, 1]);
    invalidation.stop();
  });

  it('is forgotten at the end', () => {
    const { reported, invalidation } = reports();
    invalidation.analyticsChanged();
    invalidation.analyticsChanged();
    invalidation.stop();
    vi.advanceTimersByTime(60_000);
    expect(reported).toHaveLength(2);
  });
});
