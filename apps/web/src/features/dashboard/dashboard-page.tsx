'use client';

import { begun } from '@/features/shell/begun';

const Dashboard = begun(() => import('./dashboard'));

/** The dashboard, whose code is no part of the page's own, see `Boot`. */
export function DashboardPage() {
  return <Dashboard />;
}
