'use client';

import { ErrorState } from '@cashbeat/ui';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import NextLink from 'next/link';
import { useState } from 'react';
import { z } from 'zod';
import { Form, newPassword, NewPasswordField, SubmitButton, useZodForm } from '@/features/forms';
import { isRequestFailure } from '@/store/request-failure';
import { useResetPasswordMutation } from './auth-api';
import { CardPage } from './card-page';
import { dropTokenOfAddress, useTokenOfAddress } from './use-token-of-address';

const RESET = z.object({ password: newPassword });

type Outcome = 'open' | 'done' | 'dead';

/** Sets a new password by the link in the message. */
export function ResetPasswordPage() {
  const token = useTokenOfAddress();
  const [outcome, setOutcome] = useState<Outcome>('open');
  if (outcome === 'done') {
    return (
      <CardPage title="Your password is set">
        <Typography role="status">
          You were signed out everywhere. Sign in with the new password.
        </Typography>
        <Button variant="contained" component={NextLink} href="/login">
          Sign in
        </Button>
      </CardPage>
    );
  }
  if (token === null || outcome === 'dead') {
    return (
      <CardPage title="Set a new password">
        <ErrorState
          title="This link is no longer valid"
          detail="It was used already, is too old, or was not copied as a whole. Open it from the message once more, or ask for another one."
        />
        <Button variant="outlined" component={NextLink} href="/forgot-password">
          Ask for another link
        </Button>
      </CardPage>
    );
  }
  return (
    <CardPage title="Set a new password" lead="It ends every session of yours, here and elsewhere.">
      {token === undefined ? (
        <Skeleton variant="rounded" height={160} />
      ) : (
        <ResetForm token={token} onOutcome={setOutcome} />
      )}
    </CardPage>
  );
}

function ResetForm({ token, onOutcome }: { token: string; onOutcome: (outcome: Outcome) => void }) {
  const form = useZodForm(RESET, { password: '' });
  const [reset] = useResetPasswordMutation();
  return (
    <Form
      form={form}
      label="Set a new password"
      onSubmit={async ({ password }) => {
        const { error } = await reset({ token, newPassword: password });
        if (!error) {
          dropTokenOfAddress();
          onOutcome('done');
        }
        if (!isRequestFailure(error)) return error;
        if (error.code === 'reset_not_found') {
          dropTokenOfAddress();
          onOutcome('dead');
        }
        return {
          ...error,
          errors: error.errors.map((fault) =>
            fault.field === 'newPassword' ? { ...fault, field: 'password' } : fault,
          ),
        };
      }}
    >
      <NewPasswordField name="password" label="New password" autoFocus />
      <SubmitButton fullWidth>Set the password</SubmitButton>
    </Form>
  );
}
