'use client';

import { MailIcon } from '@cashbeat/ui';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { z } from 'zod';
import { email, EmailField, Form, SubmitButton, useZodForm } from '@/features/forms';
import { useForgetPasswordMutation, useGetEntryHallQuery } from './auth-api';
import { CardPage } from './card-page';
import { PageLink } from './page-link';

const FORGOTTEN = z.object({ email });
const BACK = <PageLink href="/login">Back to signing in</PageLink>;

/** Asks for a message with a link to set a new password. It never says whether there is an account. */
export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string>();
  const { data: hall } = useGetEntryHallQuery();
  const [forget] = useForgetPasswordMutation();
  const form = useZodForm(FORGOTTEN, { email: '' });
  if (sentTo !== undefined) {
    return (
      <CardPage title="Look into your inbox" below={BACK}>
        <Typography role="status" sx={{ '& svg': { verticalAlign: '-4px', mr: 1 } }}>
          <MailIcon /> If <b>{sentTo}</b> has an account, a message with a link is on its way. The
          link works once and not for long.
        </Typography>
        {hall?.outbox && (
          <Typography variant="body2" color="textSecondary">
            This installation has no mail server: the message is in{' '}
            <PageLink href="/outbox">the outbox</PageLink>.
          </Typography>
        )}
        <Button variant="outlined" onClick={() => setSentTo(undefined)}>
          Send it again
        </Button>
      </CardPage>
    );
  }
  return (
    <CardPage
      title="Forgotten your password?"
      lead="Tell us your address; we send you a link to set a new one."
      below={BACK}
    >
      <Form
        form={form}
        label="Forgotten password"
        onSubmit={async (values) => {
          const { error } = await forget(values);
          if (!error) setSentTo(values.email);
          return error;
        }}
      >
        <EmailField name="email" label="E-mail" autoFocus />
        <SubmitButton fullWidth>Send the link</SubmitButton>
      </Form>
    </CardPage>
  );
}
