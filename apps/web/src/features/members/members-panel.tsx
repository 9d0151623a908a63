'use client';

import type { Member, Session } from '@cashbeat/shared-types';
import { EmptyState, Panel, PlusIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Loaded } from '@/features/settings/loaded';
import { Remark } from '@/features/settings/remark';
import { useAppSelector } from '@/store/hooks';
import { selectSession } from '@/store/session/session-slice';
import { useFormats } from '@/store/session/use-formats';
import { type Asked, MemberDialogs } from './member-dialogs';
import { MemberTable } from './member-table';
import { useListMembersQuery } from './members-api';
import { rightsOver } from './rights';

const InviteDialog = dynamic(() => import('@/features/invitations/invite-dialog'));

export function MembersPanel() {
  const { formatCount } = useFormats();
  const session = useAppSelector(selectSession);
  const members = useListMembersQuery();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [inviting, setInviting] = useState(false);
  const writes = session?.permissions.includes('members:write') ?? false;
  return (
    <Panel
      title="Members"
      flush
      note={
        members.data && (
          <Typography variant="body2" color="textSecondary">
            {formatCount(members.data.length)}
          </Typography>
        )
      }
      actions={
        writes && (
          <Button variant="contained" startIcon={<PlusIcon />} onClick={() => setInviting(true)}>
            Invite
          </Button>
        )
      }
    >
      {session && !writes && (
        <Box sx={{ px: 4, pt: 3 }}>
          <Remark>
            Owners and administrators invite and remove members and change their roles.
          </Remark>
        </Box>
      )}
      <Loaded query={members} what="members">
        {(list) => (session ? body(list, session, setAsked) : null)}
      </Loaded>
      {asked && session && (
        <MemberDialogs asked={asked} session={session} onClose={() => setAsked(null)} />
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Panel>
  );
}

function body(members: readonly Member[], session: Session, ask: (asked: Asked) => void) {
  if (members.length === 0) {
    return <EmptyState title="No members">Invite somebody to work with you here.</EmptyState>;
  }
  return (
    <MemberTable
      members={members}
      ownId={session.user?.id}
      rightsOver={(member) => rightsOver(member, session)}
      onAsk={ask}
    />
  );
}
