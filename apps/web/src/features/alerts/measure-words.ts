import type { AlertCriteria } from '@cashbeat/shared-types';
import type { Formats } from '@cashbeat/utils';
import { type AlertMeasure, isMoney, isRelative, type Watched } from './alert-types';

/** Begin a sentence as they stand; within one, `inSentence` of the store makes them small. */
export const MEASURE_NAMES: Record<AlertMeasure, string> = {
  failure_rate: 'Failure rate',
  failed_count: 'Failed payments',
  volume: 'Volume',
  payment_count: 'Payments',
  refunded_volume: 'Refunded volume',
};

export const MEASURE_HELP: Record<AlertMeasure, string> = {
  failure_rate: 'Failed ÷ (succeeded + failed). Pending payments are no attempt yet.',
  failed_count: 'How many payments failed.',
  volume: 'Sum of the payments that succeeded.',
  payment_count: 'All payments that were made, whatever became of them.',
  refunded_volume: 'Sum that was given back of the payments made in the window.',
};

/** A value of a measure, as people read it. */
export function formatMeasure(
  value: number,
  { measure, currency }: Pick<Watched, 'measure' | 'currency'>,
  { formatRate, formatCount, formatMoney }: Formats,
): string {
  if (measure === 'failure_rate') return formatRate(value);
  return isMoney(measure) && currency ? formatMoney(value, currency) : formatCount(value);
}

/** The same for the axis of a chart. */
export function formatMeasureAxis(
  value: number,
  { measure, currency }: Pick<Watched, 'measure' | 'currency'>,
  { formatWholeRate, formatCount, formatMoneyAxis }: Formats,
): string {
  if (measure === 'failure_rate') return formatWholeRate(value);
  return isMoney(measure) && currency ? formatMoneyAxis(value, currency) : formatCount(value);
}

/** 90 → "90 minutes", 120 → "2 hours". */
export function inMinutes(minutes: number): string {
  const [count, noun] =
    minutes > 0 && minutes % 1_440 === 0
      ? [minutes / 1_440, 'day']
      : minutes > 0 && minutes % 60 === 0
        ? [minutes / 60, 'hour']
        : [minutes, 'minute'];
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

interface SentenceParts extends Formats {
  methodName: (code: string) => string;
}

type Rule = Omit<AlertCriteria, 'summary' | 'cooldownMinutes'>;

/**
 * A rule as people say it: "the failure rate of Card in EUR is above 20% over 15 minutes for 5
 * minutes, and at least 20 payments were tried".
 */
export function ruleSentence(rule: Rule, formats: SentenceParts): string {
  const { windowMinutes, forMinutes } = rule;
  const held = forMinutes > 1 ? ` for ${inMinutes(forMinutes)}` : '';
  const evidence = evidenceOf(rule, formats);
  return [
    `${subject(rule, formats)} ${verb(rule, formats)} over ${inMinutes(windowMinutes)}${held}`,
    ...(evidence === undefined ? [] : [`and ${evidence}`]),
  ].join(', ');
}

function evidenceOf({ measure, condition, minimumCount }: Rule, { formatCount }: SentenceParts) {
  if (minimumCount === 0) return undefined;
  const count = `at least ${formatCount(minimumCount)} payments were`;
  const done = measure === 'failure_rate' ? 'tried' : 'made';
  return `${count} ${done}${condition === 'falls_by' ? ' then' : ''}`;
}

function subject({ measure, method, currency }: Rule, { methodName }: SentenceParts): string {
  const name = MEASURE_NAMES[measure];
  const of = method === null ? '' : ` of ${methodName(method)}`;
  const within = currency === null ? '' : ` in ${currency}`;
  return `the ${name.charAt(0).toLowerCase()}${name.slice(1)}${of}${within}`
    .replace('the failed payments', 'the number of failed payments')
    .replace('the payments', 'the number of payments');
}

function verb(rule: Rule, formats: SentenceParts): string {
  if (isRelative(rule.condition)) {
    const direction = rule.condition === 'rises_by' ? 'rose' : 'fell';
    const before = rule.baseline === 'day' ? 'the day before' : 'the week before';
    const share = withoutZero(formats.formatRate(rule.threshold));
    const least = rule.minimumChange > 0 ? ` (${formatChange(rule, formats)} at least)` : '';
    return `${direction} by ${share}${least} against ${before}`;
  }
  return `is ${rule.condition} ${formatThreshold(rule.threshold, rule, formats)}`;
}

/** A threshold without a decimal that says nothing: 20%, but 12.5%. */
export function formatThreshold(
  value: number,
  watched: Pick<Watched, 'measure' | 'currency'>,
  formats: Formats,
): string {
  const text = formatMeasure(value, watched, formats);
  return watched.measure === 'failure_rate' ? withoutZero(text) : text;
}

function withoutZero(percent: string): string {
  return percent.replace(/[.,]0(?=\D*$)/, '');
}

function formatChange(rule: Rule, formats: SentenceParts): string {
  if (rule.measure === 'failure_rate')
    return `${formats.formatCount(rule.minimumChange * 100)} points`;
  return formatMeasure(rule.minimumChange, rule, formats);
}
