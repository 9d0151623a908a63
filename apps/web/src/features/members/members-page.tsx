'use client';

import { NeedsPermission } from '@/features/settings/needs-permission';
import { InvitationsPanel } from '@/features/invitations/invitations-panel';
import { usePermission } from '@/store/session/use-permission';
import { MembersPanel } from './members-panel';

/** Who belongs to the organisation, and who is asked to. */
export function MembersPage() {
  const writes = usePermission('members:write');
  return (
    <NeedsPermission permission="members:read" page="Members">
      <MembersPanel />
      {writes && <InvitationsPanel />}
    </NeedsPermission>
  );
}
