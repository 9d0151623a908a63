import type { Alert } from '@cashbeat/shared-types';
import type { Measure, Question } from '@/features/explanation/question';
import type { AlertMeasure } from './alert-types';

/** Which change is explained of which measure; of refunds none is. */
const EXPLAINED: Partial<Record<AlertMeasure, Measure>> = {
  failure_rate: 'success_rate',
  failed_count: 'failed_count',
  volume: 'volume',
  payment_count: 'count',
};

const DAY = 86_400_000;

/** What to ask about an alert: its time, against the window that its rule compared with. */
export function questionOf({ rule, from, to }: Alert): Question | null {
  const measure = EXPLAINED[rule.measure];
  if (!measure) return null;
  const back = rule.baseline === null ? 0 : rule.baseline === 'day' ? DAY : 7 * DAY;
  const earlier = (instant: string) => new Date(Date.parse(instant) - back).toISOString();
  return {
    measure,
    from,
    to,
    ...(back > 0 && { baseFrom: earlier(from), baseTo: earlier(to) }),
    ...(rule.currency !== null && { currency: rule.currency }),
    ...(rule.method !== null && { method: rule.method }),
  };
}
