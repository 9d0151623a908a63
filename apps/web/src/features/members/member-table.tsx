'use client';

import type { Member, Role } from '@cashbeat/shared-types';
import { Pill, ShieldIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { ChoiceMenu } from '@/features/range/choice-menu';
import { roleName } from '@/features/settings/roles';
import { type Column, SettingsTable } from '@/features/settings/settings-table';
import { When } from '@/features/settings/when';
import type { Asked } from './member-dialogs';
import type { Rights } from './rights';

export interface MemberTableProps {
  members: readonly Member[];
  ownId: string | undefined;
  rightsOver: (member: Member) => Rights;
  onAsk: (asked: Asked) => void;
}

export function MemberTable({ members, ownId, rightsOver, onAsk }: MemberTableProps) {
  const columns: Column<Member>[] = [
    {
      name: 'Name',
      cell: (member) => <Who member={member} self={member.userId === ownId} />,
    },
    {
      name: 'Role',
      width: 172,
      cell: (member) => (
        <>
          <RoleCell
            member={member}
            roles={rightsOver(member).roles}
            onChange={(role) => onAsk({ kind: 'role', member, role })}
          />
          <Box sx={{ display: { xs: 'block', sm: 'none' }, mt: 2 }}>
            <Parting member={member} rights={rightsOver(member)} onAsk={onAsk} />
          </Box>
        </>
      ),
    },
    { name: 'Two-factor', from: 'md', cell: ({ twoFactor }) => <TwoFactor on={twoFactor} /> },
    {
      name: 'Last active',
      from: 'md',
      cell: (member) => <Presence member={member} />,
    },
    {
      name: 'Actions',
      hiddenName: true,
      align: 'right',
      from: 'sm',
      cell: (member) => <Parting member={member} rights={rightsOver(member)} onAsk={onAsk} />,
    },
  ];
  return (
    <SettingsTable
      label="Members"
      columns={columns}
      rows={members}
      keyOf={({ userId }) => userId}
    />
  );
}

function Who({ member, self }: { member: Member; self: boolean }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box
        sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 2, rowGap: 1 }}
      >
        <Box component="span" sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
          {member.name}
        </Box>
        {self && <Pill tone="brand">You</Pill>}
      </Box>
      <Typography
        variant="caption"
        component="p"
        color="textSecondary"
        sx={{ overflowWrap: 'anywhere' }}
      >
        {member.email}
      </Typography>
      <Typography
        variant="caption"
        component="p"
        color="textSecondary"
        sx={{ display: { xs: 'block', md: 'none' } }}
      >
        {member.twoFactor ? 'Two-factor on' : 'Two-factor off'} ·{' '}
        {member.lastSeenAt ? (
          <>
            active <When instant={member.lastSeenAt} />
          </>
        ) : (
          'never active'
        )}
      </Typography>
    </Box>
  );
}

function Presence({ member: { lastSeenAt, joinedAt } }: { member: Member }) {
  return (
    <>
      {lastSeenAt ? <When instant={lastSeenAt} /> : 'Never'}
      <Typography variant="caption" component="p" color="textSecondary" noWrap>
        joined <When instant={joinedAt} as="day" />
      </Typography>
    </>
  );
}

interface RoleCellProps {
  member: Member;
  roles: readonly Role[];
  onChange: (role: Role) => void;
}

function RoleCell({ member, roles, onChange }: RoleCellProps) {
  if (roles.length === 0) return roleName(member.role);
  return (
    <ChoiceMenu
      label={`Role of ${member.name}`}
      value={member.role}
      options={roles.map((role) => ({ value: role, label: roleName(role) }))}
      onChange={(chosen) => {
        const role = roles.find((known) => known === chosen);
        if (role && role !== member.role) onChange(role);
      }}
    />
  );
}

function TwoFactor({ on }: { on: boolean }) {
  return on ? (
    <Pill tone="success" icon={<ShieldIcon />}>
      On
    </Pill>
  ) : (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      Off
    </Box>
  );
}

interface PartingProps {
  member: Member;
  rights: Rights;
  onAsk: (asked: Asked) => void;
}

function Parting({ member, rights, onAsk }: PartingProps) {
  if (rights.leave) {
    return (
      <Button variant="outlined" onClick={() => onAsk({ kind: 'leave', member })}>
        Leave…
      </Button>
    );
  }
  if (!rights.remove) return null;
  return (
    <Button
      variant="outlined"
      onClick={() => onAsk({ kind: 'remove', member })}
      aria-label={`Remove ${member.name}…`}
    >
      Remove…
    </Button>
  );
}
