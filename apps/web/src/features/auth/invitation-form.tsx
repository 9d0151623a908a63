'use client';

import type { InvitationPreview } from '@cashbeat/shared-types';
import { enqueueSnackbar } from 'notistack';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { z } from 'zod';
import {
  code,
  CodeField,
  currentPassword,
  Form,
  name,
  newPassword,
  NewPasswordField,
  PasswordField,
  SubmitButton,
  TextField,
  useZodForm,
} from '@/features/forms';
import { isRequestFailure } from '@/store/request-failure';
import { invitationAccepted } from '@/store/session/session-middleware';
import { useAcceptInvitationMutation } from './auth-api';
import { useEnter } from './use-enter';
import { dropTokenOfAddress } from './use-token-of-address';

const PLAIN = { name: z.string(), code: z.string() };
const NEW = z.object({ ...PLAIN, name: name('your name'), password: newPassword });
const EXISTING = z.object({ ...PLAIN, password: currentPassword });
const WITH_CODE = EXISTING.extend({ code });

export interface InvitationFormProps {
  token: string;
  invitation: InvitationPreview;
  onAccepted: () => void;
}

/** Accepts: with a name and a new password, or with the password of the account there is. */
export function InvitationForm({ token, invitation, onAccepted }: InvitationFormProps) {
  const { email, hasAccount, organisation } = invitation;
  const [askCode, setAskCode] = useState(false);
  const schema = hasAccount ? (askCode ? WITH_CODE : EXISTING) : NEW;
  const form = useZodForm(schema, { name: '', password: '', code: '' });
  const givenName = useWatch({ control: form.control, name: 'name' });
  const [accept] = useAcceptInvitationMutation();
  const enter = useEnter(invitationAccepted);
  return (
    <Form
      form={form}
      label={`Join ${organisation}`}
      fieldOfCode={{ second_factor_invalid: 'code', invalid_credentials: 'password' }}
      onSubmit={async (values) => {
        const { data, error } = await accept({
          token,
          password: values.password,
          ...(!hasAccount && { name: values.name }),
          ...(askCode && { code: values.code }),
        });
        if (data) {
          dropTokenOfAddress();
          onAccepted();
          enqueueSnackbar(`You joined ${organisation}`, { variant: 'success' });
          return enter(data);
        }
        if (isRequestFailure(error) && error.code === 'second_factor_required') {
          setAskCode(true);
          return undefined;
        }
        if (isRequestFailure(error) && error.code === 'invitation_not_found') dropTokenOfAddress();
        return error;
      }}
    >
      {/* Tells password managers whose password it is. */}
      <input type="email" value={email} autoComplete="username" readOnly hidden />
      {hasAccount ? (
        <PasswordField
          name="password"
          label="Your password"
          autoComplete="current-password"
          autoFocus
        />
      ) : (
        <>
          <TextField name="name" label="Your name" autoComplete="name" autoFocus />
          <NewPasswordField name="password" label="Password" personal={[givenName, email]} />
        </>
      )}
      {askCode && (
        <CodeField
          name="code"
          label="Code"
          recovery
          autoFocus
          help="Six digits from your authenticator app, or a recovery code."
        />
      )}
      <SubmitButton fullWidth>{`Join ${organisation}`}</SubmitButton>
    </Form>
  );
}
