import type { BreakdownPart, PaymentStatus } from '@cashbeat/shared-types';
import type { Formats } from '@cashbeat/utils';

export interface PartChange {
  text: string;
  /** Whether it is good news; neutral has no colour. */
  sentiment: 'good' | 'bad' | 'neutral';
}

export interface PartRow {
  key: string;
  count: string;
  amount: string;
  /** Of the whole, a fraction 0..1: how long the bar is. */
  share: number;
  shareText: string;
  /** Absent where nothing was attempted. */
  successRate?: string;
  change: PartChange;
}

/** What the bars and shares of a panel stand for, and whether more of it is good. */
export interface PartReading {
  by: 'count' | 'amount';
  risingIs: (key: string) => PartChange['sentiment'];
}

export const METHOD_READING: PartReading = { by: 'amount', risingIs: () => 'good' };
export const STATUS_READING: PartReading = {
  by: 'count',
  risingIs: (status) => SENTIMENTS[status as PaymentStatus] ?? 'neutral',
};
export const FAILURE_READING: PartReading = { by: 'count', risingIs: () => 'bad' };

const SENTIMENTS: Record<PaymentStatus, PartChange['sentiment']> = {
  completed: 'good',
  failed: 'bad',
  pending: 'neutral',
  refunded: 'neutral',
};

/** The parts in words; every figure is the API's. */
export function partRows(
  parts: readonly BreakdownPart[],
  { by, risingIs }: PartReading,
  currency: string,
  { formatChange, formatCount, formatMoney, formatRate }: Formats,
): PartRow[] {
  return parts.map((part) => {
    const share = by === 'count' ? part.countShare : part.amountShare;
    const [now, before] =
      by === 'count' ? [part.count, part.previousCount] : [part.amount, part.previousAmount];
    return {
      key: part.key,
      count: formatCount(part.count),
      amount: formatMoney(part.amount, currency, 'compact'),
      share,
      shareText: formatRate(share),
      ...(part.attempts > 0 && { successRate: formatRate(part.successRate) }),
      change: changeOf(now, before, risingIs(part.key), formatChange),
    };
  });
}

function changeOf(
  now: number,
  before: number,
  risingIs: PartChange['sentiment'],
  formatChange: (change: number) => string,
): PartChange {
  if (before === 0) return { text: now === 0 ? '–' : 'new', sentiment: 'neutral' };
  const change = (now - before) / before;
  const text = formatChange(change);
  if (!/[1-9]/.test(text)) return { text: '±0', sentiment: 'neutral' };
  if (risingIs === 'neutral') return { text, sentiment: 'neutral' };
  const falling = risingIs === 'good' ? 'bad' : 'good';
  return { text, sentiment: change > 0 ? risingIs : falling };
}
