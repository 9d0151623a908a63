'use client';

import { ErrorState } from '@cashbeat/ui';
import Skeleton from '@mui/material/Skeleton';
import { useWatch } from 'react-hook-form';
import { z } from 'zod';
import {
  email,
  EmailField,
  Form,
  name,
  newPassword,
  NewPasswordField,
  SubmitButton,
  TextField,
  useZodForm,
} from '@/features/forms';
import { useInBrowser } from '@/features/shell/use-in-browser';
import { useGetEntryHallQuery, useRegisterMutation } from './auth-api';
import { CardPage } from './card-page';
import { LocaleFields } from './locale-fields';
import { likelyCurrency, ownLocale, ownTimeZone } from './locale-options';
import { PageLink } from './page-link';
import { useEnter, useSignedInGoesOn } from './use-enter';

const REGISTRATION = z.object({
  name: name('your name'),
  organisation: name('the name of your organisation'),
  email,
  password: newPassword,
  timeZone: z.string(),
  defaultCurrency: z.string(),
});

const SIGN_IN = (
  <>
    Have an account? <PageLink href="/login">Sign in</PageLink>
  </>
);

/** Opens an account with an organisation of its own. */
export function RegisterPage() {
  useSignedInGoesOn();
  const { data: hall } = useGetEntryHallQuery();
  // Zones and currencies are the browser's to name.
  const inBrowser = useInBrowser();
  if (hall && !hall.registration) {
    return (
      <CardPage title="By invitation only" below={SIGN_IN}>
        <ErrorState
          title="New accounts are closed here"
          detail="Ask somebody who is in already to invite you."
        />
      </CardPage>
    );
  }
  return (
    <CardPage
      title="Create your account"
      lead="With an organisation of its own, ready to take payments."
      below={SIGN_IN}
    >
      {inBrowser ? <RegistrationForm /> : <Skeleton variant="rounded" height={560} />}
    </CardPage>
  );
}

function RegistrationForm() {
  const form = useZodForm(REGISTRATION, {
    name: '',
    organisation: '',
    email: '',
    password: '',
    timeZone: ownTimeZone(),
    defaultCurrency: likelyCurrency(),
  });
  const personal = useWatch({ control: form.control, name: ['name', 'email'] });
  const [register] = useRegisterMutation();
  const enter = useEnter();
  return (
    <Form
      form={form}
      label="Create your account"
      fieldOfCode={{ email_taken: 'email' }}
      onSubmit={async (values) => {
        const { data, error } = await register({ ...values, locale: ownLocale() });
        return data ? enter(data) : error;
      }}
    >
      <TextField name="name" label="Your name" autoComplete="name" autoFocus />
      <TextField name="organisation" label="Organisation" autoComplete="organization" />
      <EmailField name="email" label="E-mail" />
      <NewPasswordField name="password" label="Password" personal={personal} />
      <LocaleFields />
      <SubmitButton fullWidth>Create account</SubmitButton>
    </Form>
  );
}
