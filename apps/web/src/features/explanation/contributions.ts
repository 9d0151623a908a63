import type { ChangeExplanation, Contribution, ExplainedDimension } from '@cashbeat/shared-types';
import type { Formats } from '@cashbeat/utils';
import {
  ATTEMPTED,
  type PaymentFilters,
  type Status,
  SUCCEEDED,
} from '@/features/payments/payment-filters';
import type { Measure } from './question';

export type Dimension = ExplainedDimension['dimension'];

/** All parts together that have no bar of their own. */
export const OTHERS = '*';

export const MEASURE_LABELS: Record<Measure, string> = {
  volume: 'Volume',
  count: 'Payments',
  failed_count: 'Failed',
  success_rate: 'Success rate',
};

export const DIMENSION_LABELS: Record<Dimension, { title: string; none: string }> = {
  method: { title: 'By method', none: 'No method' },
  failure_code: { title: 'By failure code', none: 'Without a code' },
  currency: { title: 'By currency', none: 'No currency' },
  amount_band: { title: 'By amount', none: 'No amount' },
  customer: { title: 'By customer', none: 'Without a customer' },
};

/** What a part is called that has no key: of all payments, most have no failure code. */
export function nameOfNone(dimension: Dimension, measure: Measure): string {
  if (dimension === 'failure_code' && measure === 'count') return 'Not failed, or without a code';
  return DIMENSION_LABELS[dimension].none;
}

/** What the rates of failure codes are of: no code ever succeeded. */
export function unitOf(dimension: Dimension, measure: Measure): string {
  return dimension === 'failure_code' && measure === 'success_rate' ? ' of attempts' : '';
}

/** A value of the measure in words; parts of the base are scaled, so counts may have a fraction. */
export function valueInWords(
  measure: Measure,
  value: number,
  currency: string,
  { formatCount, formatMoney, formatRate }: Formats,
): string {
  if (measure === 'success_rate') return formatRate(value);
  return measure === 'volume' ? formatMoney(value, currency) : formatCount(tenths(value));
}

/** A difference of two values in words, with its sign. */
export function changeInWords(
  measure: Measure,
  change: number,
  currency: string,
  { formatMoney, formatPoints, formatSigned }: Formats,
): string {
  if (measure === 'success_rate') return formatPoints(change);
  if (measure !== 'volume') return formatSigned(tenths(change));
  const sign = change > 0 ? '+' : change < 0 ? '−' : '';
  return `${sign}${formatMoney(Math.abs(change), currency)}`;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Whether a change of this sign is good news. */
export function sentimentOf(measure: Measure, change: number): 'good' | 'bad' | 'neutral' {
  if (change === 0) return 'neutral';
  return change > 0 === (measure !== 'failed_count') ? 'good' : 'bad';
}

/** How long the bar of a part is, of half the width: the greatest of all parts fills it. */
export function lengthOf({ contribution }: Contribution, greatest: number): number {
  return greatest === 0 ? 0 : Math.abs(contribution) / greatest;
}

export function greatestOf({ dimensions }: Pick<ChangeExplanation, 'dimensions'>): number {
  const parts = dimensions.flatMap((dimension) => dimension.parts);
  return Math.max(0, ...parts.map(({ contribution }) => Math.abs(contribution)));
}

/** Statuses of the payments that a measure is made of; undefined: all of them. */
const MADE_OF: Record<Measure, readonly Status[] | undefined> = {
  volume: SUCCEEDED,
  count: undefined,
  failed_count: ['failed'],
  success_rate: ATTEMPTED,
};

/** The payments of a part as filters of their list; undefined where no filter finds just these. */
export function filtersOf(
  dimension: Dimension,
  key: string,
  measure: Measure,
  currency: string,
): Partial<PaymentFilters> | undefined {
  if (key === '' || key === OTHERS) return undefined;
  const statuses = MADE_OF[measure];
  const counted = statuses && { statuses };
  switch (dimension) {
    case 'method':
      return { ...counted, method: key };
    case 'failure_code':
      return { statuses: ['failed'], failureCode: key };
    case 'currency':
      return { ...counted, currency: key };
    case 'customer':
      return { ...counted, customer: key };
    case 'amount_band': {
      const band = bandOf(key);
      return band && { ...counted, minAmount: band.least, maxAmount: below(band.most, currency) };
    }
  }
}

/** The greatest amount of a band that ends before `end`. */
function below(end: string | undefined, currency: string): string | undefined {
  if (end === undefined) return undefined;
  const money = new Intl.NumberFormat('en', { style: 'currency', currency });
  const decimals = money.resolvedOptions().maximumFractionDigits ?? 2;
  return String(Number((Number(end) - 10 ** -decimals).toFixed(decimals)));
}

/** `10-20` in its two ends; the last band has none above. */
export function bandOf(key: string): { least?: string; most?: string } | undefined {
  const match = /^(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?)|\+|-)?$/.exec(key);
  if (!match) return undefined;
  const [, least, most] = match;
  return { ...(Number(least) > 0 && { least }), ...(most && { most }) };
}
