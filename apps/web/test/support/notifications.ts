import type {
  MarkNotifications,
  Notification,
  NotificationPreferences,
  Permission,
} from '@cashbeat/shared-types';
import { http, HttpResponse } from 'msw';
import { belongsTo, isUnread, marked } from '@/features/notifications/marks';
import { SHOWN_STATES } from '@/features/notifications/notification-types';
import { ORIGIN, server } from './server';
import { OWNER, session } from './session';

/** A session that may be told. */
export const told = () => {
  const permissions: Permission[] = [...OWNER, 'notifications:own', 'customers:read'];
  return Promise.resolve({ session: session({ permissions }) });
};

export function notification(n = 1, change: Partial<Notification> = {}): Notification {
  const at = new Date(Date.UTC(2026, 10, 28, 9, 0, 0) - n * 60_000).toISOString();
  return {
    id: `payment_received|cus_${n}|2026-11-28`,
    type: 'payment_received',
    at,
    firstAt: at,
    count: 1,
    read: false,
    archived: false,
    customerId: `cus_${n}`,
    customerName: `Customer ${n}`,
    amounts: [{ amount: 100 + n, currency: 'EUR' }],
    paymentId: `pay_${n}`,
    dueDate: null,
    importId: null,
    fileName: null,
    ...change,
  };
}

/** An API that keeps notifications: what it was asked, and marks that it took. */
export function notificationServer(...first: Notification[]) {
  const api = {
    stored: first,
    asked: [] as URLSearchParams[],
    marks: [] as MarkNotifications[],
    /** Something new, newest first. */
    arrive: (...news: Notification[]) => {
      const ids = new Set(news.map(({ id }) => id));
      api.stored = [...news, ...api.stored.filter(({ id }) => !ids.has(id))];
    },
    unread: () => api.stored.filter(isUnread).length,
  };
  server.use(
    http.get(`${ORIGIN}/api/notifications`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      api.asked.push(query);
      const state = SHOWN_STATES.find((known) => known === query.get('state')) ?? 'inbox';
      const types = query.getAll('type');
      const items = api.stored.filter(
        (each) => belongsTo(state, each) && (types.length === 0 || types.includes(each.type)),
      );
      return HttpResponse.json({ items, unread: api.unread(), nextCursor: null });
    }),
    http.post(`${ORIGIN}/api/notifications/mark`, async ({ request }) => {
      const mark = (await request.json()) as MarkNotifications;
      api.marks.push(mark);
      api.stored = api.stored.map((each) => marked(each, mark));
      return HttpResponse.json({ changed: 1, unread: api.unread() });
    }),
  );
  return api;
}

export const preferences: NotificationPreferences = {
  items: (
    [
      'payment_received',
      'payment_refunded',
      'payment_overdue',
      'customer_added',
      'import_finished',
    ] as const
  ).map((type) => ({ type, inApp: true, email: false })),
};
