'use client';

import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { z } from 'zod';
import {
  code,
  CodeField,
  currentPassword,
  Form,
  PasswordField,
  SubmitButton,
  useZodForm,
} from '@/features/forms';
import { DialogActions, DialogFrame } from '@/features/settings/dialog-frame';
import { WRONG_PASSWORD } from './password-step';
import { useDisableTwoFactorMutation } from './security-api';

const schema = z.object({ password: currentPassword, code });

export interface TwoFactorRemovalProps {
  onClose: () => void;
  onDone: () => void;
}

export default function TwoFactorRemoval({ onClose, onDone }: TwoFactorRemovalProps) {
  const [disable] = useDisableTwoFactorMutation();
  const form = useZodForm(schema, { password: '', code: '' });
  return (
    <DialogFrame title="Turn off two-factor authentication?" onClose={onClose}>
      <Form
        form={form}
        fieldOfCode={{ ...WRONG_PASSWORD, second_factor_invalid: 'code', invalid_code: 'code' }}
        onSubmit={async (values) => {
          const { error } = await disable(values);
          if (!error) onDone();
          return error;
        }}
      >
        <Typography variant="body2" color="textSecondary">
          Your password alone will sign you in again, and your recovery codes stop working.
        </Typography>
        <PasswordField
          name="password"
          label="Your password"
          autoComplete="current-password"
          autoFocus
        />
        <CodeField
          name="code"
          label="Code from the app"
          recovery
          help="Six digits of your authenticator app, or a recovery code."
        />
        <DialogActions>
          <Button variant="outlined" onClick={onClose}>
            Cancel
          </Button>
          <SubmitButton color="error">Turn off</SubmitButton>
        </DialogActions>
      </Form>
    </DialogFrame>
  );
}
