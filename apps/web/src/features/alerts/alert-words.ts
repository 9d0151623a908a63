import type { Alert } from '@cashbeat/shared-types';
import type { Formats } from '@cashbeat/utils';
import { isRelative } from './alert-types';
import { formatMeasure, formatThreshold, inMinutes, MEASURE_NAMES } from './measure-words';

interface Words extends Formats {
  methodName: (code: string) => string;
}

/** What was found, in short: "Failure rate of Card 38.0%". */
export function alertHeadline({ rule, value }: Alert, words: Words): string {
  const of = rule.method === null ? '' : ` of ${words.methodName(rule.method)}`;
  return `${MEASURE_NAMES[rule.measure]}${of} ${formatMeasure(value, rule, words)}`;
}

/** Against what: "above 20% over 10 minutes", "up 140.0% from €1,200.00 the week before". */
export function alertFinding({ rule, value, baselineValue }: Alert, words: Words): string {
  const window = `over ${inMinutes(rule.windowMinutes)}`;
  if (!isRelative(rule.condition)) {
    return `${rule.condition} ${formatThreshold(rule.threshold, rule, words)} ${window}`;
  }
  const before = rule.baseline === 'day' ? 'the day before' : 'the week before';
  if (!baselineValue) return `against nothing ${before}, ${window}`;
  const change = value / baselineValue - 1;
  const direction = change < 0 ? 'down' : 'up';
  const from = formatMeasure(baselineValue, rule, words);
  return `${direction} ${words.formatRate(Math.abs(change))} from ${from} ${before}, ${window}`;
}

/** How long it stood or stands: "for 12 minutes", "for 3 h 5 min". */
export function formatDuration(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours < 24) return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
  const [days, left] = [Math.floor(hours / 24), hours % 24];
  return left === 0 ? `${days} d` : `${days} d ${left} h`;
}
