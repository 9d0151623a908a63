'use client';

import Button from '@mui/material/Button';
import { enqueueSnackbar } from 'notistack';
import { useState } from 'react';
import { z } from 'zod';
import { Form, SubmitButton, TextField, useZodForm } from '@/features/forms';
import { Choice } from '@/features/forms/choices';
import { DialogActions, DialogFrame } from '@/features/settings/dialog-frame';
import { usePermission } from '@/store/session/use-permission';
import { useCreateViewMutation, type ViewPage } from './views-api';

const schema = z.object({
  name: z.string().trim().min(1, 'Enter a name.').max(60, 'Use at most 60 characters.'),
  shared: z.boolean(),
});

export interface SaveViewDialogProps {
  page: ViewPage;
  query: string;
  onClose: () => void;
}

/** Keeps how the page is looked at right now, under a name. */
export default function SaveViewDialog({ page, query, onClose }: SaveViewDialogProps) {
  const form = useZodForm(schema, { name: '', shared: false });
  const [create] = useCreateViewMutation();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const shares = usePermission('views:share');
  return (
    <DialogFrame title="Save this view" onClose={onClose} width={440}>
      <Form
        form={form}
        fieldOfCode={{ name_taken: 'name' }}
        onSubmit={async ({ name, shared }) => {
          const { error } = await create({ view: { page, query, name, shared }, idempotencyKey });
          if (error) return error;
          enqueueSnackbar(`${name} was saved`, { variant: 'success' });
          onClose();
          return undefined;
        }}
      >
        <TextField
          name="name"
          label="Name"
          placeholder="Card failures, this week"
          autoComplete="off"
          maxLength={60}
          help="Range, filters and order, as they stand in the address now."
          autoFocus
        />
        {shares && (
          <Choice input={form.register('shared')} note="Every member of the organisation sees it.">
            Share it
          </Choice>
        )}
        <DialogActions>
          <Button variant="outlined" onClick={onClose}>
            Cancel
          </Button>
          <SubmitButton>Save the view</SubmitButton>
        </DialogActions>
      </Form>
    </DialogFrame>
  );
}
