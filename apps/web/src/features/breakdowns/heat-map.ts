import type { HourOfWeek } from '@cashbeat/shared-types';
import type { Formats } from '@cashbeat/utils';

export type HeatMeasure = 'count' | 'rate';

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Steps of the colour; 0 is an hour without anything to show. */
export const LEVELS = 6;
/** Below these success rates the colour deepens, so that what fails stands out. */
export const RATE_STEPS = [0.99, 0.95, 0.9, 0.8, 0.6] as const;
/** An hour with fewer attempts is not called the worst. */
export const FEWEST_ATTEMPTS = 5;

/** How deep the colour of an hour is, 0 … LEVELS. `most` is the count of the busiest hour. */
export function levelOf(
  { count, attempts, successRate }: HourOfWeek,
  measure: HeatMeasure,
  most: number,
): number {
  if (measure === 'count') return count === 0 ? 0 : Math.ceil((count / most) * LEVELS);
  if (attempts === 0) return 0;
  return 1 + RATE_STEPS.filter((step) => successRate < step).length;
}

export function mostOf(hours: readonly HourOfWeek[]): number {
  return Math.max(1, ...hours.map(({ count }) => count));
}

/** "Friday 14:00–15:00" */
export function nameOfHour(
  { weekday, hour }: Pick<HourOfWeek, 'weekday' | 'hour'>,
  { formatHour, formatWeekday }: Formats,
): string {
  const end = formatHour((hour + 1) % 24);
  return `${formatWeekday(weekday, 'long')} ${formatHour(hour)}–${end}`;
}

/** "42 payments, 95.2% of 40 attempts succeeded" */
export function figuresOfHour(
  { count, attempts, successRate }: HourOfWeek,
  { formatCount, formatRate }: Formats,
): string {
  const payments = `${formatCount(count)} ${count === 1 ? 'payment' : 'payments'}`;
  if (attempts === 0) return count === 0 ? 'No payments' : `${payments}, none attempted yet`;
  const tried = `${formatCount(attempts)} ${attempts === 1 ? 'attempt' : 'attempts'}`;
  return `${payments}, ${formatRate(successRate)} of ${tried} succeeded`;
}

/** The hour that the chosen measure points at: the busiest, or the one that fails most. */
export function peakOf(hours: readonly HourOfWeek[], measure: HeatMeasure): HourOfWeek | undefined {
  if (measure === 'count') {
    const busiest = hours.reduce<HourOfWeek | undefined>(
      (best, hour) => (hour.count > (best?.count ?? 0) ? hour : best),
      undefined,
    );
    return busiest;
  }
  return hours
    .filter(({ attempts, successRate }) => attempts >= FEWEST_ATTEMPTS && successRate < 1)
    .reduce<HourOfWeek | undefined>(
      (worst, hour) => (hour.successRate < (worst?.successRate ?? 1) ? hour : worst),
      undefined,
    );
}

export function summariseHours(
  hours: readonly HourOfWeek[],
  measure: HeatMeasure,
  formats: Formats,
): string {
  const peak = peakOf(hours, measure);
  if (peak) {
    const what = measure === 'count' ? 'Busiest' : 'Fails most';
    return `${what}: ${nameOfHour(peak, formats)}, ${figuresOfHour(peak, formats)}.`;
  }
  return measure === 'count'
    ? 'No payments in any hour.'
    : `No hour with at least ${FEWEST_ATTEMPTS} attempts had a failure.`;
}
