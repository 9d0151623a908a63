import type { MonthSoFar, ReceivablesOverview } from '@cashbeat/shared-types';
import type { StatTileProps } from '@cashbeat/ui';
import { addMonths, type Formats, parseIsoDate, toIsoDate } from '@cashbeat/utils';
import { customersAddress, OPEN } from '@/features/customers/customer-filters';
import { relative } from '@/features/metrics/metric-tiles';
import { countCharges, inCurrency } from './ageing';

export type ReceivableTile = StatTileProps & { testId: string };

export const TILE_LABELS = [
  'Outstanding',
  'Overdue',
  'Days sales outstanding',
  'Collected this month',
  'Charged this month',
  'Credit',
] as const;

/** The tiles in words. `live`: the day is today, so customers can be shown as they stand. */
export function receivableTiles(
  overview: ReceivablesOverview,
  live: boolean,
  formats: Formats,
): ReceivableTile[] {
  const { formatMoney, formatRate, formatCount, formatMonth } = formats;
  const { asOf, currency, currencies, outstanding, overdue, credit, ageing } = overview;
  const money = (amount: number) => ({
    value: formatMoney(amount, currency, 'compact'),
    exact: formatMoney(amount, currency),
  });
  const of = inCurrency(currency, currencies);
  const current = ageing.find(({ name }) => name === 'current');
  const all = ageing.reduce((sum, { charges }) => sum + charges, 0);
  const dso = overview.daysSalesOutstanding;
  const inMonth = live ? 'this month' : `in ${formatMonth(asOf, 'UTC')}`;
  const { month, previousMonth } = overview;
  const monthly = monthComparison(asOf, formats);
  return [
    {
      testId: 'tile-outstanding',
      label: 'Outstanding',
      definition: 'Everything that was charged and is not paid, due or not, in one currency.',
      ...money(outstanding),
      note: current && `${formatMoney(current.amount, currency, 'compact')} of it not due yet`,
      sample: countCharges(all, formatCount),
      ...(live && {
        link: {
          href: customersAddress({ statuses: OPEN, sort: '-outstandingAmount', ...of }),
          title: 'Show the customers that owe it',
        },
      }),
    },
    {
      testId: 'tile-overdue',
      label: 'Overdue',
      definition: 'What is outstanding of charges that were due before the day.',
      ...money(overdue),
      note: outstanding > 0 && `${formatRate(overdue / outstanding)} of what is outstanding`,
      sample: countCharges(all - (current?.charges ?? 0), formatCount),
      ...(live && {
        link: {
          href: customersAddress({ statuses: ['overdue'], sort: 'dueDate', ...of }),
          title: 'Show the customers that are overdue',
        },
      }),
    },
    {
      testId: 'tile-dso',
      label: 'Days sales outstanding',
      definition: 'Days that it takes to collect: outstanding ÷ charged in the last 90 days × 90.',
      value: dso === null ? '–' : formatCount(dso),
      note: dso === null ? 'No charges in 90 days' : `${dso === 1 ? 'day' : 'days'} to collect`,
      sample: dso === null ? '' : 'From 90 days of charges',
    },
    {
      testId: 'tile-collected',
      label: `Collected ${inMonth}`,
      definition: 'Received of customers in the month, without what was given back.',
      ...money(month.collected),
      change: monthly(month, previousMonth, 'collected', 'good'),
      sample: `${formatCount(month.payments)} ${month.payments === 1 ? 'payment' : 'payments'}`,
    },
    {
      testId: 'tile-charged',
      label: `Charged ${inMonth}`,
      definition: 'Charged to customers in the month, without what was cancelled.',
      ...money(month.charged),
      change: monthly(month, previousMonth, 'charged', 'neutral'),
      sample: '',
    },
    {
      testId: 'tile-credit',
      label: 'Credit',
      definition: 'Paid by customers beyond what was charged; it pays charges to come.',
      ...money(credit),
      note: 'Paid beyond what was charged',
      sample: '',
    },
  ];
}

/** A month with the one before, up to the same day of it. */
function monthComparison(asOf: string, formats: Formats) {
  const same = addMonths(parseIsoDate(asOf)!, -1);
  const [first, last] = [{ ...same, day: 1 }, same].map((day) =>
    formats.formatDay(toIsoDate(day), 'UTC'),
  );
  const against = `vs ${first === last ? first : `${first} – ${last}`}`;
  return (
    now: MonthSoFar,
    before: MonthSoFar,
    figure: 'collected' | 'charged',
    risingIs: 'good' | 'neutral',
  ) => {
    const change = relative(now[figure], before[figure], risingIs, { against, formats });
    return { ...change, against };
  };
}
