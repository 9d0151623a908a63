import type { Metadata } from 'next';
import { connection } from 'next/server';
import { ImportPage } from '@/features/customer-import/import-page';

export const metadata: Metadata = { title: 'Import of customers' };

/** Rendered per request: the step stands in the address. */
export default async function Page({ params }: { params: Promise<{ importId: string }> }) {
  await connection();
  return <ImportPage id={decodeURIComponent((await params).importId)} />;
}
