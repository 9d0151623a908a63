'use client';

import type { Confirmation } from '@cashbeat/shared-types';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { currentPassword, Form, PasswordField, SubmitButton, useZodForm } from '@/features/forms';
import { DialogActions } from '@/features/settings/dialog-frame';

const schema = z.object({ password: currentPassword });

/** Where the API says that the password is wrong without naming the field. */
export const WRONG_PASSWORD = {
  invalid_credentials: 'password',
  wrong_password: 'password',
} as const;

export interface PasswordStepProps {
  action: string;
  children: ReactNode;
  /** Gives back why it was refused, if it was. */
  onSubmit: (confirmation: Confirmation) => Promise<unknown>;
  onClose: () => void;
}

/** The password once more, before something that matters. */
export function PasswordStep({ action, children, onSubmit, onClose }: PasswordStepProps) {
  const form = useZodForm(schema, { password: '' });
  return (
    <Form form={form} onSubmit={onSubmit} fieldOfCode={WRONG_PASSWORD}>
      {children}
      <PasswordField
        name="password"
        label="Your password"
        autoComplete="current-password"
        autoFocus
      />
      <DialogActions>
        <Button variant="outlined" onClick={onClose}>
          Cancel
        </Button>
        <SubmitButton>{action}</SubmitButton>
      </DialogActions>
    </Form>
  );
}
