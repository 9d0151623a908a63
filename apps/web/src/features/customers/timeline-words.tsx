import type { TimelineItem } from '@cashbeat/shared-types';
import {
  CheckIcon,
  ClockIcon,
  CrossIcon,
  InvoiceIcon,
  MergeIcon,
  PencilIcon,
  PlusIcon,
  RefundIcon,
  RetryIcon,
  type Tone,
  TrashIcon,
  UploadIcon,
} from '@cashbeat/ui';
import type { ComponentType } from 'react';
import { inWords } from '@/features/organisation/use-method-name';

export interface ItemStyle {
  tone: Tone;
  label: string;
  Icon: ComponentType;
}

/** How each kind of step looks and is called: colour, icon and word always together. */
export const ITEM_STYLES: Record<TimelineItem['kind'], ItemStyle> = {
  customer_created: { tone: 'brand', label: 'Customer recorded', Icon: PlusIcon },
  customer_changed: { tone: 'pending', label: 'Customer changed', Icon: PencilIcon },
  customer_deleted: { tone: 'failure', label: 'Customer deleted', Icon: TrashIcon },
  customer_restored: { tone: 'brand', label: 'Customer restored', Icon: RetryIcon },
  customer_merged: { tone: 'brand', label: 'Another customer merged', Icon: MergeIcon },
  charge_added: { tone: 'warning', label: 'Charged', Icon: InvoiceIcon },
  charge_changed: { tone: 'pending', label: 'Charge changed', Icon: PencilIcon },
  charge_cancelled: { tone: 'failure', label: 'Charge cancelled', Icon: CrossIcon },
  payment_received: { tone: 'success', label: 'Money received', Icon: CheckIcon },
  payment_failed: { tone: 'failure', label: 'Payment failed', Icon: CrossIcon },
  payment_refunded: { tone: 'refund', label: 'Refunded', Icon: RefundIcon },
  payment_created: { tone: 'pending', label: 'Payment created', Icon: ClockIcon },
  payment_retried: { tone: 'brand', label: 'Payment tried again', Icon: RetryIcon },
  customer_imported: { tone: 'brand', label: 'Imported', Icon: UploadIcon },
  customer_import_changed: { tone: 'pending', label: 'Changed by an import', Icon: UploadIcon },
  customer_import_undone: { tone: 'refund', label: 'Import undone', Icon: RefundIcon },
};

const FIELD_NAMES: Partial<Record<string, string>> = {
  email: 'e-mail address',
  outstandingAmount: 'outstanding amount',
  dueDate: 'due date',
  contacts: 'contact persons',
  externalId: 'external id',
  agentId: 'agent',
};

/** "phone, due date" */
export function fieldsInWords(fields: readonly string[]): string {
  return fields.map((field) => FIELD_NAMES[field] ?? inWords(field).toLowerCase()).join(', ');
}
