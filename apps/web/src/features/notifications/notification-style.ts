import { ClockIcon, PaymentsIcon, RefundIcon, type Tone, UploadIcon, UserIcon } from '@cashbeat/ui';
import type { ComponentType } from 'react';
import type { NotificationType } from './notification-types';

interface Look {
  /** Of one. */
  text: string;
  /** Of many, as a filter or a preference. */
  plural: string;
  tone: Tone;
  Icon: ComponentType;
}

export const TYPE_LOOKS: Record<NotificationType, Look> = {
  payment_received: {
    text: 'Payment received',
    plural: 'Payments',
    tone: 'success',
    Icon: PaymentsIcon,
  },
  payment_refunded: { text: 'Refund', plural: 'Refunds', tone: 'refund', Icon: RefundIcon },
  payment_overdue: { text: 'Overdue', plural: 'Overdue', tone: 'failure', Icon: ClockIcon },
  customer_added: { text: 'New customer', plural: 'New customers', tone: 'brand', Icon: UserIcon },
  import_finished: {
    text: 'Import finished',
    plural: 'Finished imports',
    tone: 'success',
    Icon: UploadIcon,
  },
};
