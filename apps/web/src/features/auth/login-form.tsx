'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { z } from 'zod';
import {
  code,
  CodeField,
  currentPassword,
  email,
  EmailField,
  Form,
  PasswordField,
  SubmitButton,
  useZodForm,
} from '@/features/forms';
import { isRequestFailure } from '@/store/request-failure';
import { useLogInMutation } from './auth-api';
import { PageLink } from './page-link';
import { useEnter } from './use-enter';

type Step = 'password' | 'code';

const PASSWORD = z.object({ email, password: currentPassword, code: z.string() });
const WITH_CODE = PASSWORD.extend({ code });

interface LoginFormProps {
  step: Step;
  onStep: (step: Step) => void;
}

/** E-mail and password; then, for accounts that have one, the second factor. */
export function LoginForm({ step, onStep }: LoginFormProps) {
  const form = useZodForm(step === 'code' ? WITH_CODE : PASSWORD, {
    email: '',
    password: '',
    code: '',
  });
  const [logIn] = useLogInMutation();
  const enter = useEnter();
  return (
    <Form
      form={form}
      label="Sign in"
      fieldOfCode={{ second_factor_invalid: 'code' }}
      onSubmit={async (values) => {
        const { data, error } = await logIn({
          email: values.email,
          password: values.password,
          ...(step === 'code' && { code: values.code }),
        });
        if (data) return enter(data);
        if (isRequestFailure(error) && error.code === 'second_factor_required') {
          onStep('code');
          return undefined;
        }
        return error;
      }}
    >
      {step === 'password' ? (
        <>
          <EmailField name="email" label="E-mail" autoFocus />
          <Box sx={{ display: 'grid', gap: 1.5 }}>
            <PasswordField name="password" label="Password" autoComplete="current-password" />
            {/* Behind the field: Tab goes from the address straight to the password. */}
            <Box sx={{ justifySelf: 'end', fontSize: '0.8125rem' }}>
              <PageLink href="/forgot-password">Forgotten your password?</PageLink>
            </Box>
          </Box>
          <SubmitButton fullWidth>Sign in</SubmitButton>
        </>
      ) : (
        <CodeStep onBack={() => onStep('password')} />
      )}
    </Form>
  );
}

function CodeStep({ onBack }: { onBack: () => void }) {
  return (
    <>
      <CodeField
        name="code"
        label="Code"
        recovery
        autoFocus
        help="Six digits from your authenticator app. Lost it? A recovery code does as well, once."
      />
      <SubmitButton fullWidth>Sign in</SubmitButton>
      <Button onClick={onBack}>Use another account</Button>
    </>
  );
}
