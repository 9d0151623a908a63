'use client';

import type { Payment } from '@cashbeat/shared-types';
import { useMemo, useState } from 'react';
import { useAppSelector } from '@/store/hooks';
import { selectEvents, selectLastSeq } from '@/store/live/live-slice';
import { instantsOf, type PaymentFilters } from './payment-filters';

export interface NewerPayments {
  /** Events since the list was fetched that may change it. */
  count: number;
  /** False where only the API can tell which of them match. */
  exact: boolean;
}

interface ListInSight {
  fetchedAt?: number;
  filters: PaymentFilters;
  /** Bounds of days and amounts are read in these. */
  zone?: string;
  defaultCurrency?: string;
  payments?: readonly Payment[];
}

const NONE: NewerPayments = { count: 0, exact: true };

/** What came since the list was fetched. The list itself never moves under the reader. */
export function useNewerPayments(list: ListInSight): NewerPayments {
  const { fetchedAt, filters, zone, defaultCurrency, payments } = list;
  const lastSeq = useAppSelector(selectLastSeq);
  const events = useAppSelector(selectEvents);
  const [base, setBase] = useState<{ fetchedAt?: number; seq: number | null }>({ seq: null });
  if (lastSeq !== null && (base.seq === null || base.fetchedAt !== fetchedAt)) {
    setBase({ fetchedAt, seq: lastSeq });
  }
  return useMemo(() => {
    const since = base.seq;
    if (since === null || lastSeq === null || lastSeq <= since || !zone) return NONE;
    const canMatch = matcher(filters, zone, defaultCurrency);
    const listed = new Set(payments?.map(({ id }) => id));
    const fresh = events.slice(0, firstKnown(events, since));
    const count = fresh.filter(({ payment }) => listed.has(payment.id) || canMatch(payment)).length;
    return { count, exact: !filters.text };
  }, [base.seq, lastSeq, events, filters, zone, defaultCurrency, payments]);
}

/** Where the events that the list has already begin; they stand newest first. */
function firstKnown(events: readonly { seq: number }[], since: number): number {
  const index = events.findIndex(({ seq }) => seq <= since);
  return index < 0 ? events.length : index;
}

/** Whether a payment meets all filters but the search for text, whose rules only the API knows. */
export function matcher(
  filters: PaymentFilters,
  zone: string,
  defaultCurrency?: string,
): (payment: Payment) => boolean {
  const { from, to } = instantsOf(filters, zone);
  const { statuses, refunded, method, currency, minAmount, maxAmount } = filters;
  const { failureCode, customer } = filters;
  const bounded = minAmount !== undefined || maxAmount !== undefined;
  const inCurrency = currency ?? (bounded ? defaultCurrency : undefined);
  const start = from === undefined ? -Infinity : Date.parse(from);
  const end = to === undefined ? Infinity : Date.parse(to);
  return (payment) => {
    const made = Date.parse(payment.createdAt);
    return (
      made >= start &&
      made < end &&
      (method === undefined || payment.method === method) &&
      (statuses === undefined || statuses.includes(payment.status)) &&
      (!refunded || payment.refundedAmount > 0) &&
      (failureCode === undefined || payment.failureCode === failureCode) &&
      (customer === undefined || payment.customerId === customer) &&
      (inCurrency === undefined || payment.currency === inCurrency) &&
      (minAmount === undefined || payment.amount >= Number(minAmount)) &&
      (maxAmount === undefined || payment.amount <= Number(maxAmount))
    );
  };
}
