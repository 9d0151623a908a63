import type { Metadata } from 'next';
import { ImportsPage } from '@/features/customer-import/imports-page';

export const metadata: Metadata = { title: 'Import customers' };

export default function Page() {
  return <ImportsPage />;
}
