import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Changes,
  createInvalidation,
  type Figures,
  INTERVALS,
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
  const count = (of: Figures) =>
    reported.filter((change) => 'figures' in change && change.figures === of).length;
  return { reported, invalidation, count };
}

describe('what became out of date', () => {
  it.each(['Metrics', 'Trends', 'Breakdown', 'Receivables'] as const)(
    'is told at once, then no oftener: %s',
    (of) => {
      const { invalidation, count } = reports();
      invalidation.analyticsChanged();
      expect(count(of)).toBe(1);
      for (let step = 0; step < BURST_SECONDS * 10; step += 1) {
        vi.advanceTimersByTime(100);
        invalidation.analyticsChanged();
      }
      const most = 1 + (BURST_SECONDS * 1_000) / INTERVALS[of];
      expect(count(of)).toBeLessThanOrEqual(most);
      expect(count(of)).toBeGreaterThanOrEqual(most - 2);
    },
  );

  it('is told of the last change, too', () => {
    const { invalidation, count } = reports();
    invalidation.analyticsChanged();
    invalidation.analyticsChanged();
    vi.advanceTimersByTime(60_000);
    expect([count('Metrics'), count('Breakdown')]).toEqual([2, 2]);
  });

  it('waits while nobody looks', () => {
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    const { reported, invalidation, count } = reports();
    invalidation.analyticsChanged();
    vi.advanceTimersByTime(60_000);
    expect(reported).toEqual([]);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    expect([count('Metrics'), count('Breakdown')]).toEqual([1, 1]);
    invalidation.stop();
  });

  it('names each payment once, alerts and notifications beside them', () => {
    const { reported, invalidation } = reports();
    invalidation.paymentsChanged(['pay_1']);
    invalidation.paymentsChanged(['pay_2', 'pay_3']);
    invalidation.paymentsChanged(['pay_3']);
    invalidation.alertsChanged();
    invalidation.notificationsChanged();
    vi.advanceTimersByTime(60_000);
    expect(reported).toEqual([
      { alerts: false, notifications: false, paymentIds: ['pay_1'] },
      { alerts: true, notifications: true, paymentIds: ['pay_2', 'pay_3'] },
    ]);
  });

  it('is forgotten at the end', () => {
    const { reported, invalidation } = reports();
    invalidation.analyticsChanged();
    invalidation.analyticsChanged();
    invalidation.stop();
    vi.advanceTimersByTime(60_000);
    expect(reported).toHaveLength(Object.keys(INTERVALS).length);
  });
});
