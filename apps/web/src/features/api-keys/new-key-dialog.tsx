'use client';

import type { CreatedApiKey, Scope } from '@cashbeat/shared-types';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { z } from 'zod';
import { Form, name, SelectField, SubmitButton, TextField, useZodForm } from '@/features/forms';
import { DialogActions, DialogFrame } from '@/features/settings/dialog-frame';
import { KeySecret } from './key-secret';
import { ScopeChoice } from './scope-choice';
import { SCOPES } from './scopes';
import { useNewKey } from './use-new-key';

const schema = z.object({
  name: name('what the key is for'),
  scopes: z
    .array(z.enum(SCOPES as [Scope, ...Scope[]]))
    .min(1, 'Choose at least one thing that the key may do.'),
  days: z.string(),
});

const EXPIRY = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: '', label: 'Never' },
];

/** Makes a key, then shows its secret this once. */
export default function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const makeKey = useNewKey();
  const [created, setCreated] = useState<CreatedApiKey>();
  const form = useZodForm(schema, { name: '', scopes: [], days: '90' });
  if (created) {
    return (
      <DialogFrame title={`Key for ${created.apiKey.name}`} width={560}>
        <KeySecret created={created} onClose={onClose} />
      </DialogFrame>
    );
  }
  return (
    <DialogFrame title="New API key" onClose={onClose} width={520}>
      <Form
        form={form}
        onSubmit={async (values) => {
          const { data, error } = await makeKey(values);
          setCreated(data);
          return error;
        }}
        fieldOfCode={{ name_taken: 'name' }}
      >
        <TextField
          name="name"
          label="Name"
          placeholder="Nightly import"
          autoComplete="off"
          maxLength={240}
          help="Which program uses it. One key for each program, so that each can be revoked alone."
          autoFocus
        />
        <ScopeChoice name="scopes" />
        <SelectField name="days" label="Expires" options={EXPIRY} />
        <DialogActions>
          <Button variant="outlined" onClick={onClose}>
            Cancel
          </Button>
          <SubmitButton>Make the key</SubmitButton>
        </DialogActions>
      </Form>
    </DialogFrame>
  );
}
