import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { SettingsLayout } from '@/features/settings/settings-layout';

export const metadata: Metadata = { title: { default: 'Settings', template: '%s · Cashbeat' } };

export default function Layout({ children }: { children: ReactNode }) {
  return <SettingsLayout>{children}</SettingsLayout>;
}
