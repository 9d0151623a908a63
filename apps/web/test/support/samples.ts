import type {
  Organisation,
  PaymentEvent,
  PaymentMetrics,
  Problem,
  SystemStatus,
  TrendData,
} from '@cashbeat/shared-types';

export function paymentEvent(seq: number, change: Partial<PaymentEvent> = {}): PaymentEvent {
  const at = new Date(Date.UTC(2026, 10, 21, 9, 0, 0) + seq * 1000).toISOString();
  return {
    id: `evt_${seq}`,
    seq,
    type: 'payment_received',
    timestamp: at,
    payment: {
      id: `pay_${seq}`,
      amount: 10 + seq,
      currency: 'EUR',
      method: 'card',
      status: 'completed',
      refundedAmount: 0,
      failureCode: null,
      customerId: null,
      chargeId: null,
      externalId: null,
      description: null,
      createdAt: at,
      updatedAt: at,
      version: 1,
    },
    ...change,
  };
}

export const organisation: Organisation = {
  id: 'demo',
  name: 'Demo organisation',
  slug: 'demo',
  timeZone: 'Europe/Berlin',
  defaultCurrency: 'EUR',
  currencies: ['EUR'],
  methods: [{ code: 'card', name: 'Card', active: true }],
  locale: 'en-GB',
  rebuild: { state: 'idle', progress: 1 },
};

/** Payments of the hours given, none in the others. */
function hoursOf(counts: Record<number, number>): number[] {
  return Array.from({ length: 24 }, (_, hour) => counts[hour] ?? 0);
}

const span = { from: '2026-11-14T23:00:00.000Z', to: '2026-11-21T23:00:00.000Z' };

export const metrics: PaymentMetrics = {
  ...span,
  totalVolume: 1_200,
  successRate: 0.9,
  averageAmount: 66.67,
  peakHour: 14,
  topPaymentMethod: 'card',
  activeMethods: 3,
  count: 22,
  completedCount: 17,
  failedCount: 2,
  pendingCount: 2,
  refundedCount: 1,
  refundedVolume: 30,
  netVolume: 1_170,
  refundRate: 0.025,
  hours: hoursOf({ 9: 8, 14: 14 }),
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  asOf: '2026-11-21T09:00:00.000Z',
  previous: {
    from: '2026-11-07T23:00:00.000Z',
    to: '2026-11-14T23:00:00.000Z',
    totalVolume: 1_000,
    successRate: 0.95,
    averageAmount: 66.67,
    peakHour: 13,
    topPaymentMethod: 'card',
    activeMethods: 2,
    count: 20,
    completedCount: 19,
    failedCount: 1,
    pendingCount: 0,
    refundedCount: 0,
    refundedVolume: 0,
    netVolume: 1_000,
    refundRate: 0,
    hours: hoursOf({ 10: 8, 13: 12 }),
  },
};

export function bucket(day: number, change: Partial<TrendData> = {}): TrendData {
  return {
    timestamp: new Date(Date.UTC(2026, 10, day)).toISOString(),
    end: new Date(Date.UTC(2026, 10, day + 1)).toISOString(),
    amount: 100 * day,
    count: 10,
    successRate: 0.8,
    completedCount: 8,
    failedCount: 2,
    pendingCount: 0,
    refundedCount: 0,
    refundedVolume: 0,
    averageAmount: 12.5 * day,
    activeMethods: 2,
    complete: true,
    previous: null,
    expected: null,
    anomaly: null,
    ...change,
  };
}

export const systemOk: SystemStatus = {
  status: 'ok',
  mongo: 'ok',
  redis: 'ok',
  version: '0.1.0',
  projector: { state: 'running', lagMs: 0, quarantined: 0 },
};

export const databaseDown: Problem = {
  type: '/problems/database_unavailable',
  title: 'Database unavailable',
  status: 503,
  code: 'database_unavailable',
  detail: 'The database does not answer.',
  requestId: 'req_42',
  errors: [],
  omitted: 0,
};

export const unknownCurrency: Problem = {
  type: '/problems/invalid_request',
  title: 'Invalid request',
  status: 422,
  code: 'invalid_request',
  detail: "query.currency: 'XQZ' is not an ISO 4217 currency code in use",
  requestId: 'req_43',
  errors: [
    {
      field: 'query.currency',
      code: 'unknown_currency',
      message: "'XQZ' is not an ISO 4217 currency code in use",
    },
  ],
  omitted: 0,
};
