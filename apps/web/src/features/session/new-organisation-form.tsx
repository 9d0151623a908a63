'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { z } from 'zod';
import { LocaleFields } from '@/features/auth/locale-fields';
import { likelyCurrency, ownLocale, ownTimeZone } from '@/features/auth/locale-options';
import { Form, name, SubmitButton, TextField, useZodForm } from '@/features/forms';
import { useCreateOrganisationMutation } from './session-api';
import { useOpenOrganisation } from './use-open-organisation';

const ORGANISATION = z.object({
  name: name('the name of the organisation'),
  timeZone: z.string(),
  defaultCurrency: z.string(),
});

/** Founds an organisation and goes there. */
export function NewOrganisationForm({
  onDone,
  onCancel,
}: {
  onDone?: () => void;
  onCancel?: () => void;
}) {
  const form = useZodForm(ORGANISATION, {
    name: '',
    timeZone: ownTimeZone(),
    defaultCurrency: likelyCurrency(),
  });
  const [create] = useCreateOrganisationMutation();
  const { open } = useOpenOrganisation();
  return (
    <Form
      form={form}
      label="New organisation"
      onSubmit={async (values) => {
        const { data, error } = await create({ ...values, locale: ownLocale() });
        if (!data) return error;
        onDone?.();
        await open(data.id);
        return undefined;
      }}
    >
      <TextField name="name" label="Name" autoComplete="organization" autoFocus />
      <LocaleFields />
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', flexWrap: 'wrap', gap: 2 }}>
        {onCancel && (
          <Button variant="outlined" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <SubmitButton>Create organisation</SubmitButton>
      </Box>
    </Form>
  );
}
