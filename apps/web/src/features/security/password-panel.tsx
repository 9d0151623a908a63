'use client';

import { Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import { useState } from 'react';
import { z } from 'zod';
import {
  currentPassword,
  Form,
  FormMessage,
  newPassword,
  NewPasswordField,
  PasswordField,
  SubmitButton,
  useZodForm,
} from '@/features/forms';
import { FieldsSkeleton } from '@/features/settings/loaded';
import { useAppSelector } from '@/store/hooks';
import { selectUser } from '@/store/session/session-slice';
import { useChangePasswordMutation } from './security-api';

const schema = z
  .object({ currentPassword, newPassword })
  .refine(({ currentPassword: old, newPassword: next }) => old !== next, {
    path: ['newPassword'],
    error: 'This is the password that you have already.',
  });

export function PasswordPanel() {
  const user = useAppSelector(selectUser);
  const [change] = useChangePasswordMutation();
  const [changed, setChanged] = useState(false);
  const form = useZodForm(schema, { currentPassword: '', newPassword: '' });

  const send = async (values: z.output<typeof schema>) => {
    setChanged(false);
    const { error } = await change(values);
    if (error) return error;
    form.reset();
    setChanged(true);
    return undefined;
  };

  return (
    <Panel title="Password">
      {user ? (
        <Box sx={{ maxWidth: 480, display: 'grid', gap: 4 }}>
          {changed && (
            <FormMessage tone="success">
              Your password is changed. Every other session of yours was ended.
            </FormMessage>
          )}
          <Form
            form={form}
            onSubmit={send}
            label="Password"
            fieldOfCode={{
              invalid_credentials: 'currentPassword',
              wrong_password: 'currentPassword',
              weak_password: 'newPassword',
            }}
          >
            {/* Password managers want to know whose password this is. */}
            <input type="hidden" autoComplete="username" value={user.email} readOnly />
            <PasswordField
              name="currentPassword"
              label="Current password"
              autoComplete="current-password"
            />
            <NewPasswordField
              name="newPassword"
              label="New password"
              personal={[user.name, user.email]}
            />
            <Box sx={{ display: 'flex', alignItems: 'center', gap: 3, flexWrap: 'wrap' }}>
              <SubmitButton>Change password</SubmitButton>
              <Box component="span" sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
                Ends your sessions in every other browser.
              </Box>
            </Box>
          </Form>
        </Box>
      ) : (
        <FieldsSkeleton what="your account" fields={2} />
      )}
    </Panel>
  );
}
