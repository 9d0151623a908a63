import type { ReceivablesOverview } from '@cashbeat/shared-types';

export function overview(change: Partial<ReceivablesOverview> = {}): ReceivablesOverview {
  return {
    asOf: '2026-11-30',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    currencies: ['EUR'],
    outstanding: 1_000,
    overdue: 250,
    credit: 12.5,
    ageing: [
      { name: 'current', amount: 750, charges: 7 },
      { name: '1-30', amount: 200, charges: 3 },
      { name: '31-60', amount: 0, charges: 0 },
      { name: '61-90', amount: 0, charges: 0 },
      { name: '90+', amount: 50, charges: 1 },
    ],
    daysSalesOutstanding: 41.3,
    month: { charged: 900, collected: 600, payments: 31 },
    previousMonth: { charged: 1_000, collected: 500, payments: 20 },
    ...change,
  };
}
