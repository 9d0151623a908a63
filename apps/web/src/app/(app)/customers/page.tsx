import type { Metadata } from 'next';
import { connection } from 'next/server';
import { CustomersView } from '@/features/customers/customers-view';

export const metadata: Metadata = { title: 'Customers' };

/** Rendered per request: the filters stand in the address. */
export default async function CustomersPage() {
  await connection();
  return <CustomersView />;
}
