import type { Metadata } from 'next';
import { connection } from 'next/server';
import { ReceivablesPage } from '@/features/receivables/receivables-page';

export const metadata: Metadata = { title: 'Receivables' };

/** Rendered per request: day and currency stand in the address. */
export default async function ReceivablesRoute() {
  await connection();
  return <ReceivablesPage />;
}
