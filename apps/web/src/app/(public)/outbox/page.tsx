import type { Metadata } from 'next';
import { OutboxPage } from '@/features/auth/outbox-page';

export const metadata: Metadata = { title: 'Outbox' };

export default function Page() {
  return <OutboxPage />;
}
