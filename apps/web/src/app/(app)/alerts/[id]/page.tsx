import type { Metadata } from 'next';
import { AlertPage } from '@/features/alerts/alert-page';

export const metadata: Metadata = { title: 'Alert' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <AlertPage id={(await params).id} />;
}
