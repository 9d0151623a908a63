import type {
  BreakdownPart,
  ChangeExplanation,
  HourOfWeek,
  PaymentBreakdown,
} from '@cashbeat/shared-types';

export function part(key: string, change: Partial<BreakdownPart> = {}): BreakdownPart {
  return {
    key,
    count: 10,
    countShare: 0.5,
    amount: 1_000,
    amountShare: 0.5,
    successRate: 0.9,
    attempts: 10,
    refundedVolume: 0,
    previousCount: 8,
    previousAmount: 800,
    ...change,
  };
}

export function hoursOfWeek(
  figures: (weekday: number, hour: number) => Partial<HourOfWeek> = () => ({}),
): HourOfWeek[] {
  return Array.from({ length: 168 }, (_, index) => {
    const [weekday, hour] = [Math.floor(index / 24) + 1, index % 24];
    return { weekday, hour, count: 0, attempts: 0, successRate: 0, ...figures(weekday, hour) };
  });
}

export const breakdown: PaymentBreakdown = {
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  from: '2026-11-14T23:00:00.000Z',
  to: '2026-11-21T23:00:00.000Z',
  previousFrom: '2026-11-07T23:00:00.000Z',
  previousTo: '2026-11-14T23:00:00.000Z',
  count: 1_000,
  methods: [
    part('card', {
      count: 600,
      countShare: 0.6,
      amount: 52_000,
      amountShare: 0.65,
      attempts: 580,
      successRate: 0.93,
      previousAmount: 50_000,
    }),
    part('bank_transfer', { amount: 24_000, amountShare: 0.3, previousAmount: 30_000 }),
    part('wallet', { amount: 4_000, amountShare: 0.05, attempts: 0, previousAmount: 0 }),
  ],
  statuses: [
    part('pending', { count: 40, countShare: 0.04, attempts: 0 }),
    part('completed', { count: 850, countShare: 0.85, attempts: 850, successRate: 1 }),
    part('failed', { count: 90, countShare: 0.09, previousCount: 45 }),
    part('refunded', { count: 20, countShare: 0.02 }),
  ],
  failureCodes: [
    part('card_declined', { count: 50, countShare: 0.5556, previousCount: 20 }),
    part('insufficient_funds', { count: 30, countShare: 0.3333 }),
    part('', { count: 10, countShare: 0.1111 }),
  ],
  hoursOfWeek: hoursOfWeek((weekday, hour) => {
    if (weekday === 5 && hour === 14) return { count: 40, attempts: 40, successRate: 0.95 };
    if (weekday === 2 && hour === 3) return { count: 8, attempts: 8, successRate: 0.5 };
    return hour < 6 ? {} : { count: hour, attempts: hour, successRate: 1 };
  }),
  flow: [
    { from: 'created', to: 'succeeded', count: 870, amount: 80_000 },
    { from: 'created', to: 'failed', count: 90, amount: 7_400 },
    { from: 'created', to: 'pending', count: 40, amount: 2_100 },
    { from: 'succeeded', to: 'kept', count: 850, amount: 78_500 },
    { from: 'succeeded', to: 'refunded', count: 20, amount: 1_500 },
  ],
  asOf: '2026-11-21T09:00:00.000Z',
};

export const explanation: ChangeExplanation = {
  measure: 'success_rate',
  currency: 'EUR',
  range: {
    from: '2026-11-21T08:00:00.000Z',
    to: '2026-11-21T09:00:00.000Z',
    value: 0.71,
    count: 120,
  },
  base: {
    from: '2026-11-21T07:00:00.000Z',
    to: '2026-11-21T08:00:00.000Z',
    value: 0.95,
    count: 110,
  },
  change: -0.24,
  dimensions: [
    {
      dimension: 'failure_code',
      concentration: 0.81,
      omitted: null,
      parts: [
        { key: 'issuer_unavailable', value: 30, baseValue: 1, contribution: -0.22, share: 0.92 },
        { key: 'card_declined', value: 4, baseValue: 3, contribution: -0.03, share: 0.125 },
        { key: '', value: 1, baseValue: 2, contribution: 0.01, share: -0.045 },
      ],
    },
    {
      dimension: 'method',
      concentration: 0.4,
      omitted: null,
      parts: [
        { key: 'card', value: 0.62, baseValue: 0.95, contribution: -0.2, share: 0.83 },
        { key: 'bank_transfer', value: 0.94, baseValue: 0.96, contribution: -0.04, share: 0.17 },
      ],
    },
    {
      dimension: 'amount_band',
      concentration: 0.1,
      omitted: null,
      parts: [
        { key: '10-20', value: 0.7, baseValue: 0.94, contribution: -0.13, share: 0.54 },
        { key: '*', value: 0.72, baseValue: 0.95, contribution: -0.11, share: 0.46 },
      ],
    },
    {
      dimension: 'customer',
      concentration: 0,
      omitted: 'More than 200,000 payments: ask for a shorter range.',
      parts: [],
    },
  ],
  summary: 'Success rate fell by 24.0 points; issuer_unavailable accounts for 92% of it.',
  asOf: '2026-11-21T09:00:00.000Z',
};
