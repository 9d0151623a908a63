'use client';

import type { Invitation, Permission } from '@cashbeat/shared-types';
import { EmptyState, MailIcon, Panel, Pill } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { enqueueSnackbar } from 'notistack';
import { useState } from 'react';
import { DeedDialog } from '@/features/settings/deed-dialog';
import { Loaded } from '@/features/settings/loaded';
import { roleName } from '@/features/settings/roles';
import { type Column, SettingsTable } from '@/features/settings/settings-table';
import { useNow } from '@/features/settings/use-now';
import { When } from '@/features/settings/when';
import { useAppSelector } from '@/store/hooks';
import { selectSession } from '@/store/session/session-slice';
import {
  useInviteMutation,
  useListInvitationsQuery,
  useRevokeInvitationMutation,
} from './invitations-api';
import { OutboxHint } from './outbox-hint';

type Asked = { kind: 'renew' | 'revoke'; invitation: Invitation } | null;

/** Who is invited and has not come yet. */
export function InvitationsPanel() {
  const invitations = useListInvitationsQuery();
  const permissions = useAppSelector(selectSession)?.permissions ?? [];
  const [asked, setAsked] = useState<Asked>(null);
  return (
    <Panel title="Pending invitations" flush>
      <Loaded query={invitations} what="invitations">
        {(list) =>
          list.length === 0 ? (
            <EmptyState title="Nobody is invited at the moment">
              An invitation stands here until it is accepted, revoked or out of date.
            </EmptyState>
          ) : (
            <>
              <SettingsTable
                label="Pending invitations"
                columns={columnsOf(permissions, setAsked)}
                rows={list}
                keyOf={({ id }) => id}
              />
              <OutboxHint />
            </>
          )
        }
      </Loaded>
      {asked && <InvitationDialogs asked={asked} onClose={() => setAsked(null)} />}
    </Panel>
  );
}

function columnsOf(
  permissions: readonly Permission[],
  ask: (asked: Asked) => void,
): Column<Invitation>[] {
  const reaches = ({ role }: Invitation) =>
    role !== 'owner' || permissions.includes('owners:write');
  return [
    { name: 'Address', cell: (invitation) => <Invited invitation={invitation} /> },
    { name: 'Role', from: 'sm', cell: ({ role }) => roleName(role) },
    { name: 'Invited by', from: 'lg', cell: ({ invitedBy }) => invitedBy },
    { name: 'Sent', from: 'lg', cell: ({ createdAt }) => <When instant={createdAt} /> },
    { name: 'Good until', from: 'sm', cell: ({ expiresAt }) => <Until instant={expiresAt} /> },
    {
      name: 'Actions',
      hiddenName: true,
      align: 'right',
      cell: (invitation) =>
        reaches(invitation) && (
          <Box sx={{ display: 'flex', justifyContent: 'flex-end', flexWrap: 'wrap', gap: 2 }}>
            <Button
              variant="outlined"
              startIcon={<MailIcon />}
              onClick={() => ask({ kind: 'renew', invitation })}
              aria-label={`Send again to ${invitation.email}…`}
            >
              Again…
            </Button>
            <Button
              variant="outlined"
              onClick={() => ask({ kind: 'revoke', invitation })}
              aria-label={`Revoke the invitation of ${invitation.email}…`}
            >
              Revoke…
            </Button>
          </Box>
        ),
    },
  ];
}

function Invited({ invitation }: { invitation: Invitation }) {
  return (
    <>
      <Box component="span" sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
        {invitation.email}
      </Box>
      <Typography
        variant="caption"
        component="p"
        color="textSecondary"
        sx={{ display: { xs: 'block', sm: 'none' } }}
      >
        {roleName(invitation.role)} · until <When instant={invitation.expiresAt} as="day" />
      </Typography>
    </>
  );
}

function Until({ instant }: { instant: string }) {
  const over = useNow() > Date.parse(instant);
  return over ? <Pill tone="warning">Out of date</Pill> : <When instant={instant} as="day" />;
}

function InvitationDialogs({
  asked: { kind, invitation },
  onClose,
}: {
  asked: NonNullable<Asked>;
  onClose: () => void;
}) {
  const [invite] = useInviteMutation();
  const [revoke] = useRevokeInvitationMutation();
  const { id, email, role } = invitation;
  const tell = (text: string) => () => enqueueSnackbar(text, { variant: 'success' });
  return kind === 'renew' ? (
    <DeedDialog
      title={`Invite ${email} again?`}
      action="Send again"
      onDo={() => invite({ email, role })}
      onDone={tell(`Invitation sent to ${email}`)}
      onClose={onClose}
    >
      They get a new message. The link in the message before stops working.
    </DeedDialog>
  ) : (
    <DeedDialog
      title={`Revoke the invitation of ${email}?`}
      action="Revoke the invitation"
      dangerous
      onDo={() => revoke(id)}
      onDone={tell('Invitation revoked')}
      onClose={onClose}
    >
      The link in the message stops working at once.
    </DeedDialog>
  );
}
