'use client';

import type { Session, User } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import { enqueueSnackbar } from 'notistack';
import { useEffect } from 'react';
import { z } from 'zod';
import { Form, name, SelectField, SubmitButton, TextField, useZodForm } from '@/features/forms';
import { When } from '@/features/settings/when';
import { useChangeProfileMutation } from './profile-api';

const schema = z.object({
  name: name('your name'),
  email: z.string(),
  defaultTenantId: z.string(),
});

export interface ProfileFormProps {
  user: User;
  session: Session;
}

export function ProfileForm({ user, session }: ProfileFormProps) {
  const [change] = useChangeProfileMutation();
  const { memberships } = session;
  const known = user.defaultTenantId ?? '';
  const form = useZodForm(schema, {
    name: user.name,
    email: user.email,
    defaultTenantId: known,
  });
  const { isDirty } = form.formState;
  const { reset } = form;
  // Changed elsewhere, or saved here: what is shown is what the API has.
  useEffect(() => {
    reset(
      { name: user.name, email: user.email, defaultTenantId: known },
      { keepDirtyValues: true },
    );
  }, [reset, user.name, user.email, known]);

  const save = async (values: z.output<typeof schema>) => {
    const { error, data } = await change({
      ...(values.name !== user.name && { name: values.name }),
      ...(values.defaultTenantId !== known && { defaultTenantId: values.defaultTenantId }),
    });
    if (error) return error;
    reset({ ...values, name: data.name });
    enqueueSnackbar('Profile saved', { variant: 'success' });
    return undefined;
  };

  return (
    <Box sx={{ maxWidth: 480 }}>
      <Form form={form} onSubmit={save} label="Profile">
        <TextField name="name" label="Name" autoComplete="name" maxLength={240} />
        <TextField
          name="email"
          label="E-mail address"
          disabled
          help="You sign in with it. It cannot be changed here."
        />
        {memberships.length > 0 && (
          <SelectField
            name="defaultTenantId"
            label="Default organisation"
            options={memberships.map(({ id, name: label }) => ({ value: id, label }))}
            disabled={memberships.length === 1}
            help={
              memberships.length === 1
                ? 'You belong to one organisation only.'
                : 'Where you begin when you sign in, and what requests without X-Tenant-Id act for.'
            }
          />
        )}
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 3, flexWrap: 'wrap' }}>
          <SubmitButton disabled={!isDirty}>Save</SubmitButton>
          <Box component="span" sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
            With Cashbeat since <When instant={user.createdAt} as="day" />
          </Box>
        </Box>
      </Form>
    </Box>
  );
}
