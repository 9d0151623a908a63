'use client';

import type { Member, Role, Session } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import { enqueueSnackbar } from 'notistack';
import { DeedDialog } from '@/features/settings/deed-dialog';
import { roleName } from '@/features/settings/roles';
import { useAppDispatch } from '@/store/hooks';
import { sessionOutdated } from '@/store/session/session-middleware';
import { useChangeRoleMutation, useListRolesQuery, useRemoveMemberMutation } from './members-api';

export type Asked =
  | { kind: 'role'; member: Member; role: Role }
  | { kind: 'remove'; member: Member }
  | { kind: 'leave'; member: Member };

interface MemberDialogsProps {
  asked: Asked;
  session: Session;
  onClose: () => void;
}

/** Asks before a member becomes something else, or nothing. */
export function MemberDialogs({ asked, session, onClose }: MemberDialogsProps) {
  const [remove] = useRemoveMemberMutation();
  const dispatch = useAppDispatch();
  const { member } = asked;
  const organisation = session.tenant?.name ?? 'the organisation';
  const tell = (text: string) => enqueueSnackbar(text, { variant: 'success' });
  switch (asked.kind) {
    case 'role':
      return (
        <RoleDialog
          member={member}
          role={asked.role}
          organisation={organisation}
          self={member.userId === session.user?.id}
          onClose={onClose}
        />
      );
    case 'remove':
      return (
        <DeedDialog
          title={`Remove ${member.name}?`}
          action={`Remove ${member.name}`}
          dangerous
          onDo={() => remove(member.userId)}
          onDone={() => tell(`${member.name} was removed`)}
          onClose={onClose}
        >
          {member.name} ({member.email}) loses access to {organisation} at once, in every open
          window. What they did stays in the audit log. API keys that they made keep working.
        </DeedDialog>
      );
    case 'leave':
      return (
        <DeedDialog
          title={`Leave ${organisation}?`}
          action={`Leave ${organisation}`}
          dangerous
          onDo={() => remove(member.userId)}
          onDone={() => {
            tell(`You left ${organisation}`);
            dispatch(sessionOutdated());
          }}
          onClose={onClose}
        >
          You lose access at once, and only somebody there can invite you again.
        </DeedDialog>
      );
  }
}

interface RoleDialogProps {
  member: Member;
  role: Role;
  organisation: string;
  self: boolean;
  onClose: () => void;
}

function RoleDialog({ member, role, organisation, self, onClose }: RoleDialogProps) {
  const [change] = useChangeRoleMutation();
  const { data: roles } = useListRolesQuery();
  const summary = roles?.find((known) => known.role === role)?.summary;
  const name = roleName(role);
  const loses = member.role === 'owner';
  return (
    <DeedDialog
      title={self ? `Become ${name.toLowerCase()}?` : `Make ${member.name} ${name.toLowerCase()}?`}
      action={self ? `Become ${name.toLowerCase()}` : `Make ${name.toLowerCase()}`}
      dangerous={loses}
      onDo={() => change({ userId: member.userId, role })}
      onDone={() => enqueueSnackbar(`${member.name}: ${name}`, { variant: 'success' })}
      onClose={onClose}
    >
      <Box component="p" sx={{ m: 0 }}>
        {summary
          ? `${name}: ${summary}`
          : `From ${roleName(member.role).toLowerCase()} to ${name.toLowerCase()}.`}{' '}
        It counts at once.
      </Box>
      {role === 'owner' && (
        <Box component="p" sx={{ m: 0, mt: 2 }}>
          An owner can take this role from you, too.
        </Box>
      )}
      {loses && (
        <Box component="p" sx={{ m: 0, mt: 2 }}>
          {self ? 'Only another owner of ' : 'Only an owner of '}
          {organisation} can give the role back.
        </Box>
      )}
    </DeedDialog>
  );
}
