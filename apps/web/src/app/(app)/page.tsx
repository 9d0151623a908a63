import { connection } from 'next/server';
import { DashboardPage } from '@/features/dashboard/dashboard-page';

/** Rendered per request: the address decides what it shows. */
export default async function Page() {
  await connection();
  return <DashboardPage />;
}
