import { CheckIcon, ClockIcon, CrossIcon, PaymentsIcon, RefundIcon, type Tone } from '@cashbeat/ui';
import type { ComponentType } from 'react';
import type { PaymentFilters } from '@/features/payments/payment-filters';
import type { FlowKey } from './flow-layout';

interface FlowStyle {
  label: string;
  tone: Tone;
  Icon: ComponentType;
  /** The status of all who stand there, where it is one. */
  status?: PaymentFilters['status'];
}

export const FLOW_STYLES: Record<FlowKey, FlowStyle> = {
  created: { label: 'Created', tone: 'brand', Icon: PaymentsIcon },
  succeeded: { label: 'Succeeded', tone: 'success', Icon: CheckIcon },
  failed: { label: 'Failed', tone: 'failure', Icon: CrossIcon, status: 'failed' },
  pending: { label: 'Pending', tone: 'pending', Icon: ClockIcon, status: 'pending' },
  kept: { label: 'Kept', tone: 'success', Icon: CheckIcon, status: 'completed' },
  refunded: { label: 'Refunded', tone: 'refund', Icon: RefundIcon, status: 'refunded' },
};
