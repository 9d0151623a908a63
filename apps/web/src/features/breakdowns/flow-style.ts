import { CheckIcon, ClockIcon, CrossIcon, PaymentsIcon, RefundIcon, type Tone } from '@cashbeat/ui';
import type { ComponentType } from 'react';
import { type Status, SUCCEEDED } from '@/features/payments/payment-filters';
import type { FlowKey } from './flow-layout';

interface FlowStyle {
  label: string;
  tone: Tone;
  Icon: ComponentType;
  /** Of those who stand there; undefined: any. */
  statuses?: readonly Status[];
}

export const FLOW_STYLES: Record<FlowKey, FlowStyle> = {
  created: { label: 'Created', tone: 'brand', Icon: PaymentsIcon },
  succeeded: { label: 'Succeeded', tone: 'success', Icon: CheckIcon, statuses: SUCCEEDED },
  failed: { label: 'Failed', tone: 'failure', Icon: CrossIcon, statuses: ['failed'] },
  pending: { label: 'Pending', tone: 'pending', Icon: ClockIcon, statuses: ['pending'] },
  kept: { label: 'Kept', tone: 'success', Icon: CheckIcon, statuses: ['completed'] },
  refunded: { label: 'Refunded', tone: 'refund', Icon: RefundIcon, statuses: ['refunded'] },
};
