import type { Notification } from '@cashbeat/shared-types';

export type NotificationType = Notification['type'];

export const TYPES = [
  'payment_received',
  'payment_refunded',
  'payment_overdue',
  'customer_added',
  'import_finished',
] as const satisfies readonly NotificationType[];

/** Not put away, unread of that, and put away. */
export const SHOWN_STATES = ['inbox', 'unread', 'archived'] as const;
export type NotificationState = (typeof SHOWN_STATES)[number];

/** Further unread ones are not counted by the API. */
export const MOST_UNREAD = 1_000;
