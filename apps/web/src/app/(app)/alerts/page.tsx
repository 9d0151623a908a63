import type { Metadata } from 'next';
import { connection } from 'next/server';
import { AlertCentre } from '@/features/alerts/alert-centre';

export const metadata: Metadata = { title: 'Alerts' };

/** Rendered per request: the filters stand in the address. */
export default async function AlertsPage() {
  await connection();
  return <AlertCentre />;
}
