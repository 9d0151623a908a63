import type { Metadata } from 'next';
import { connection } from 'next/server';
import { NotificationsPage } from '@/features/notifications/notifications-page';

export const metadata: Metadata = { title: 'Notifications' };

/** Rendered per request: the filters stand in the address. */
export default async function NotificationsRoute() {
  await connection();
  return <NotificationsPage />;
}
