import { connection } from 'next/server';
import { Dashboard } from '@/features/dashboard/dashboard';

/** Rendered per request: the address decides what the skeleton looks like. */
export default async function DashboardPage() {
  await connection();
  return <Dashboard />;
}
