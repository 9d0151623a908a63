import type { PaymentEventType, SequencedEvent } from '@cashbeat/shared-types';
import { CheckIcon, ClockIcon, CrossIcon, RefundIcon, RetryIcon, type Tone } from '@cashbeat/ui';
import type { ComponentType } from 'react';

export interface EventStyle {
  tone: Tone;
  label: string;
  Icon: ComponentType;
}

/** How each kind of event looks and is called: colour, icon and word always together. */
export const EVENT_STYLES: Record<PaymentEventType, EventStyle> = {
  payment_received: { tone: 'success', label: 'Received', Icon: CheckIcon },
  payment_failed: { tone: 'failure', label: 'Failed', Icon: CrossIcon },
  payment_refunded: { tone: 'refund', label: 'Refunded', Icon: RefundIcon },
  payment_created: { tone: 'pending', label: 'Created', Icon: ClockIcon },
  payment_retried: { tone: 'brand', label: 'Retried', Icon: RetryIcon },
};

export type EventFilter = 'all' | 'received' | 'failed' | 'refunded';

export const EVENT_FILTERS: readonly { value: EventFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'received', label: 'Received' },
  { value: 'failed', label: 'Failed' },
  { value: 'refunded', label: 'Refunded' },
];

export function matches(filter: EventFilter, event: SequencedEvent): boolean {
  return filter === 'all' || event.type === `payment_${filter}`;
}
