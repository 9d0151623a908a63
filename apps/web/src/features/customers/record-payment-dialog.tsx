'use client';

import type { Charge, CustomerDetails } from '@cashbeat/shared-types';
import { DialogFrame } from '@/features/settings/dialog-frame';
import { PaymentForm } from './payment-form';

export interface RecordPaymentDialogProps {
  customer: CustomerDetails;
  /** The one to be paid first; else the one due first. */
  charge?: Charge;
  onClose: () => void;
}

/** Records money that arrived from a customer. */
export default function RecordPaymentDialog({ onClose, ...about }: RecordPaymentDialogProps) {
  return (
    <DialogFrame title="Record a payment" onClose={onClose}>
      <PaymentForm {...about} cancel="Cancel" onCancel={onClose} onRecorded={onClose} />
    </DialogFrame>
  );
}
