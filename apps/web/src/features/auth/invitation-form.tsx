'use client';

import type { InvitationPreview } from '@cashbeat/shared-types';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
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
import { useAppSelector } from '@/store/hooks';
import { isRequestFailure } from '@/store/request-failure';
import { selectSessionState } from '@/store/session/session-slice';
import { useAcceptInvitationMutation } from './auth-api';
import { useEnter } from './use-enter';

const PLAIN = { name: z.string(), code: z.string() };
const NEW = z.object({ ...PLAIN, name: name('your name'), password: newPassword });
const EXISTING = z.object({ ...PLAIN, password: currentPassword });
const WITH_CODE = EXISTING.extend({ code });

interface InvitationFormProps {
  token: string;
  invitation: InvitationPreview;
}

/** Accepts: with a name and a new password, or with the password of the account there is. */
export function InvitationForm({ token, invitation }: InvitationFormProps) {
  const { email, hasAccount, organisation } = invitation;
  const [askCode, setAskCode] = useState(false);
  const schema = hasAccount ? (askCode ? WITH_CODE : EXISTING) : NEW;
  const form = useZodForm(schema, { name: '', password: '', code: '' });
  const givenName = useWatch({ control: form.control, name: 'name' });
  const [accept] = useAcceptInvitationMutation();
  const [accepted, setAccepted] = useState(false);
  const enter = useEnter();
  useGoesOn(accepted);
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
          setAccepted(true);
          return enter(data);
        }
        if (isRequestFailure(error) && error.code === 'second_factor_required') {
          setAskCode(true);
          return undefined;
        }
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

/** Who follows an invitation while signed in stays here until it is accepted. */
function useGoesOn(accepted: boolean): void {
  const { status } = useAppSelector(selectSessionState);
  const router = useRouter();
  useEffect(() => {
    if (accepted && status === 'signed_in') router.replace('/');
  }, [accepted, status, router]);
}
