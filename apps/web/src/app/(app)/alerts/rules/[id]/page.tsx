import type { Metadata } from 'next';
import { RulePage } from '@/features/alerts/rule-editor-page';

export const metadata: Metadata = { title: 'Alert rule' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <RulePage id={(await params).id} />;
}
