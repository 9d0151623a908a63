import type { Metadata } from 'next';
import { NewRulePage } from '@/features/alerts/rule-editor-page';

export const metadata: Metadata = { title: 'New alert rule' };

export default function Page() {
  return <NewRulePage />;
}
