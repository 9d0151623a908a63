import type { Metadata } from 'next';
import { connection } from 'next/server';
import { PaymentsView } from '@/features/payments/payments-view';

export const metadata: Metadata = { title: 'Payments' };

/** Rendered per request: the filters stand in the address. */
export default async function PaymentsPage() {
  await connection();
  return <PaymentsView />;
}
