import type { AgeingBucket, ReceivablesOverview } from '@cashbeat/shared-types';
import { addDays, type Formats, parseIsoDate, toIsoDate } from '@cashbeat/utils';
import { type CustomerFilters, customersAddress } from '@/features/customers/customer-filters';

type AgeingName = AgeingBucket['name'];

interface AgeingStyle {
  label: string;
  colour: 'volume' | 'rate' | 'late';
  /** How much of the colour, in percent: the later, the more. */
  strength: number;
  /** Days past due, the least and the most. */
  from: number;
  to: number;
}

export const AGEING_STYLES: Record<AgeingName, AgeingStyle> = {
  current: { label: 'Not due yet', colour: 'volume', strength: 100, from: -Infinity, to: 0 },
  '1-30': { label: '1–30 days', colour: 'rate', strength: 55, from: 1, to: 30 },
  '31-60': { label: '31–60 days', colour: 'rate', strength: 90, from: 31, to: 60 },
  '61-90': { label: '61–90 days', colour: 'late', strength: 65, from: 61, to: 90 },
  '90+': { label: 'Over 90 days', colour: 'late', strength: 100, from: 91, to: Infinity },
};

export interface AgeingRow extends Pick<AgeingStyle, 'label' | 'colour' | 'strength'> {
  name: AgeingName;
  amount: string;
  count: string;
  /** The same with its noun. */
  charges: string;
  /** Of what is outstanding. */
  share: string;
  /** Of the longest bar, 0..1. */
  length: number;
  /** The customers behind it, where they can be shown. */
  href?: string;
}

/** The buckets in words; every sum is the API's. `live`: customers stand as they do in it. */
export function ageingRows(
  { ageing, asOf, currency, currencies, outstanding }: ReceivablesOverview,
  live: boolean,
  { formatMoney, formatCount, formatRate }: Formats,
): AgeingRow[] {
  const most = Math.max(...ageing.map(({ amount }) => amount));
  return ageing.map(({ name, amount, charges }) => {
    const { label, colour, strength } = AGEING_STYLES[name];
    return {
      name,
      label,
      colour,
      strength,
      amount: formatMoney(amount, currency),
      count: formatCount(charges),
      charges: countCharges(charges, formatCount),
      share: formatRate(outstanding > 0 ? amount / outstanding : 0),
      length: most > 0 ? amount / most : 0,
      ...(live &&
        charges > 0 && { href: behindBucket(name, asOf, inCurrency(currency, currencies)) }),
    };
  });
}

/** The customers whose first due date lies in a bucket, the one due first at first. */
function behindBucket(name: AgeingName, asOf: string, of: Partial<CustomerFilters>): string {
  const { from, to } = AGEING_STYLES[name];
  const day = parseIsoDate(asOf)!;
  const before = (days: number) =>
    Number.isFinite(days) ? toIsoDate(addDays(day, -days)) : undefined;
  return customersAddress({ dueFrom: before(to), dueTo: before(from), sort: 'dueDate', ...of });
}

/** Where an organisation has one currency, to name it narrows nothing. */
export function inCurrency(
  currency: string,
  currencies: readonly string[],
): Pick<CustomerFilters, 'currency'> {
  return currencies.length > 1 ? { currency } : {};
}

export function countCharges(count: number, formatCount: Formats['formatCount']): string {
  return `${formatCount(count)} ${count === 1 ? 'charge' : 'charges'}`;
}

/** The chart in a sentence or two. */
export function summariseAgeing(
  { ageing, currency, outstanding, overdue }: ReceivablesOverview,
  { formatMoney, formatRate, formatCount }: Formats,
): string {
  const late = ageing.filter(({ name }) => name !== 'current');
  const whole = formatMoney(outstanding, currency);
  if (overdue === 0) return `Nothing of ${whole} is overdue.`;
  const charges = late.reduce((sum, bucket) => sum + bucket.charges, 0);
  const [most] = late.toSorted((one, other) => other.amount - one.amount);
  const part = `${formatMoney(overdue, currency)} of ${whole} is overdue (${formatRate(overdue / outstanding)})`;
  const { label } = AGEING_STYLES[most!.name];
  return (
    `${part}, in ${countCharges(charges, formatCount)}. ` +
    `Most of that, ${formatMoney(most!.amount, currency)}, is ${label.toLowerCase()} late.`
  );
}
