'use client';

import type { Role } from '@cashbeat/shared-types';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { z } from 'zod';
import { email, Form, SubmitButton, TextField, useZodForm } from '@/features/forms';
import { DialogActions, DialogFrame } from '@/features/settings/dialog-frame';
import { ROLES, roleName } from '@/features/settings/roles';
import { useListRolesQuery } from '@/features/members/members-api';
import { usePermission } from '@/store/session/use-permission';
import { useInviteMutation } from './invitations-api';
import { OutboxHint } from './outbox-hint';
import { RoleChoice } from './role-choice';

const schema = z.object({ email, role: z.enum(ROLES as [Role, ...Role[]]) });

/** Invites somebody; what each role may do is told by the API. */
export default function InviteDialog({ onClose }: { onClose: () => void }) {
  const [invite] = useInviteMutation();
  const [sent, setSent] = useState<string>();
  const mayMakeOwners = usePermission('owners:write');
  const { data: descriptions } = useListRolesQuery();
  const form = useZodForm(schema, { email: '', role: 'agent' });
  if (sent !== undefined) {
    return (
      <DialogFrame title="Invitation sent" onClose={onClose}>
        <Typography variant="body2" color="textSecondary">
          {sent} has a message with a link that lets them in.
        </Typography>
        <OutboxHint flush />
        <DialogActions>
          <Button
            variant="outlined"
            onClick={() => {
              form.reset();
              setSent(undefined);
            }}
          >
            Invite somebody else
          </Button>
          <Button variant="contained" onClick={onClose} autoFocus>
            Done
          </Button>
        </DialogActions>
      </DialogFrame>
    );
  }
  return (
    <DialogFrame title="Invite somebody" onClose={onClose}>
      <Form
        form={form}
        fieldOfCode={{ already_member: 'email', member_exists: 'email' }}
        onSubmit={async (values) => {
          const { data, error } = await invite(values);
          if (data) setSent(data.email);
          return error;
        }}
      >
        <TextField
          name="email"
          type="email"
          label="E-mail address"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="ben@example.com"
          autoFocus
        />
        <RoleChoice
          name="role"
          options={ROLES.filter((role) => role !== 'owner' || mayMakeOwners).map((role) => ({
            value: role,
            label: roleName(role),
            summary: descriptions?.find((known) => known.role === role)?.summary,
          }))}
        />
        <DialogActions>
          <Button variant="outlined" onClick={onClose}>
            Cancel
          </Button>
          <SubmitButton>Send the invitation</SubmitButton>
        </DialogActions>
      </Form>
    </DialogFrame>
  );
}
