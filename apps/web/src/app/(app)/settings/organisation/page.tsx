import type { Metadata } from 'next';
import { OrganisationSettingsPage } from '@/features/organisation-settings/organisation-settings-page';

export const metadata: Metadata = { title: 'Organisation' };

export default function Page() {
  return <OrganisationSettingsPage />;
}
