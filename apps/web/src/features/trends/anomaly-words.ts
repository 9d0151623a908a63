import type { Anomaly } from '@cashbeat/shared-types';
import { addDays, type Formats, localDateOf, type Period, startOfLocalDate } from '@cashbeat/utils';
import type { Question } from '@/features/explanation/question';
import type { ChartPoint } from './chart-points';

/** A figure of an anomaly's measure. */
export function figureOf(
  value: number,
  measure: Anomaly['measure'],
  currency: string,
  { formatMoney, formatRate }: Formats,
): string {
  return measure === 'volume' ? formatMoney(value, currency, 'compact') : formatRate(value);
}

/** "Expected €21,400.00 – €34,200.00" */
export function bandInWords(
  { measure, expected }: Anomaly,
  currency: string,
  formats: Formats,
): string {
  const [low, high] = [expected.low, expected.high].map((value) =>
    figureOf(value, measure, currency, formats),
  );
  return `Expected ${low} – ${high}`;
}

/** What to ask of a bucket: why it differs from the same one a week before, or from the one before. */
export function questionOf(
  { timestamp, end, anomaly }: ChartPoint,
  period: Period,
  zone: string,
): Question {
  const measure = anomaly?.measure ?? 'volume';
  const asked = { measure, from: timestamp, to: end };
  if (period === 'week' || period === 'month') return asked;
  return { ...asked, baseFrom: weekBefore(timestamp, zone), baseTo: weekBefore(end, zone) };
}

/** The same local time seven days before, across changes of the clock. */
function weekBefore(instant: string, zone: string): string {
  const at = Date.parse(instant);
  const day = localDateOf(at, zone);
  const intoDay = at - startOfLocalDate(day, zone);
  return new Date(startOfLocalDate(addDays(day, -7), zone) + intoDay).toISOString();
}
