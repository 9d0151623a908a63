import type { Notification } from '@cashbeat/shared-types';
import type { NotificationType } from './notification-types';

/** Where those are that a notification of several customers tells of. */
const OF_SEVERAL: Record<NotificationType, string> = {
  payment_received: '/payments',
  payment_refunded: '/payments?refunded=true',
  payment_overdue: '/customers?status=overdue',
  customer_added: '/customers?sort=-createdAt',
  import_finished: '/customers/import',
};

/** Where a notification leads. */
export function targetOf({ customerId, importId, type }: Notification): string {
  if (type === 'import_finished' && importId !== null) {
    return `/customers/import/${encodeURIComponent(importId)}`;
  }
  return customerId === null ? OF_SEVERAL[type] : `/customers/${encodeURIComponent(customerId)}`;
}
