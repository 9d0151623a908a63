import type {
  Charge,
  Customer,
  CustomerDetails,
  CustomerPage,
  CustomerPayment,
} from '@cashbeat/shared-types';
import { ana } from './session';

export function customer(n: number, change: Partial<Customer> = {}): Customer {
  return {
    id: `cus_${n}`,
    name: `Customer ${n}`,
    email: `c${n}@example.com`,
    phone: null,
    address: null,
    contacts: [],
    externalId: `K-${n}`,
    currency: 'EUR',
    outstandingAmount: 100,
    creditAmount: 0,
    dueDate: '2026-12-31',
    status: 'pending',
    daysOverdue: 0,
    openCharges: 1,
    lastPaymentAt: null,
    tags: [],
    notes: null,
    agent: null,
    openedAt: '2026-11-01T09:00:00.000Z',
    createdAt: '2026-11-01T09:00:00.000Z',
    updatedAt: '2026-11-01T09:00:00.000Z',
    deletedAt: null,
    version: 1,
    ...change,
  };
}

export function charge(n: number, change: Partial<Charge> = {}): Charge {
  return {
    id: `chg_${n}`,
    customerId: 'cus_1',
    amount: 100,
    currency: 'EUR',
    openAmount: 100,
    issuedOn: '2026-11-01',
    dueDate: '2026-12-31',
    status: 'pending',
    description: `Invoice ${n}`,
    externalId: null,
    cancelledOn: null,
    cancelReason: null,
    createdAt: '2026-11-01T09:00:00.000Z',
    updatedAt: '2026-11-01T09:00:00.000Z',
    version: 1,
    ...change,
  };
}

export function customerPayment(n: number, change: Partial<CustomerPayment> = {}): CustomerPayment {
  return {
    id: `pay_${n}`,
    amount: 20,
    currency: 'EUR',
    method: 'card',
    status: 'completed',
    refundedAmount: 0,
    createdAt: '2026-11-20T09:00:00.000Z',
    allocations: [],
    creditAmount: 0,
    counts: true,
    ...change,
  };
}

export function details(change: Partial<CustomerDetails> = {}): CustomerDetails {
  const charges = change.charges ?? [charge(1)];
  return {
    ...customer(1),
    payments: [],
    formerIds: [],
    chargeCount: charges.length,
    ...change,
    charges,
  };
}

export function customerPage(items: Customer[], change: Partial<CustomerPage> = {}): CustomerPage {
  return { items, total: items.length, totalIsExact: true, nextCursor: null, ...change };
}

export const ada = { id: ana.id, name: ana.name };
