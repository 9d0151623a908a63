'use client';

import { Panel } from '@cashbeat/ui';
import { NotificationPreferencesPanel } from '@/features/notifications/notification-preferences';
import { useAppSelector } from '@/store/hooks';
import { selectSession } from '@/store/session/session-slice';
import { FieldsSkeleton } from '@/features/settings/loaded';
import { ProfileForm } from './profile-form';

/** What a person is called, signs in with, works for first, and is told of. */
export function ProfilePage() {
  const session = useAppSelector(selectSession);
  return (
    <>
      <Panel title="Profile">
        {session?.user ? (
          <ProfileForm key={session.user.id} user={session.user} session={session} />
        ) : (
          <FieldsSkeleton what="your profile" />
        )}
      </Panel>
      <NotificationPreferencesPanel />
    </>
  );
}
