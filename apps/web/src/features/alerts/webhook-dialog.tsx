'use client';

import type { Webhook, WebhookWithSecret } from '@cashbeat/shared-types';
import Button from '@mui/material/Button';
import { enqueueSnackbar } from 'notistack';
import { useState } from 'react';
import { z } from 'zod';
import { Form, name, SubmitButton, TextField, useZodForm } from '@/features/forms';
import { Choice, CHOICE_LINE, Choices } from '@/features/forms/choices';
import { useField } from '@/features/forms/use-field';
import { DialogActions, DialogFrame } from '@/features/settings/dialog-frame';
import { WebhookSecret } from './webhook-secret';
import { useChangeWebhookMutation, useCreateWebhookMutation } from './webhooks-api';

const EVENTS = ['alert.raised', 'alert.resolved'] as const;

const EVENT_NAMES: Record<(typeof EVENTS)[number], string> = {
  'alert.raised': 'An alert is raised',
  'alert.resolved': 'An alert is resolved',
};

const schema = z.object({
  name: name('what the webhook is for'),
  url: z
    .string()
    .trim()
    .min(1, 'Enter an address.')
    .max(2_000, 'Use at most 2,000 characters.')
    .regex(
      /^https?:\/\/[^\s/]+/,
      'Enter a whole address, like https://hooks.example.com/cashbeat.',
    ),
  events: z.array(z.enum(EVENTS)).min(1, 'Choose at least one thing to be told of.'),
  enabled: z.boolean(),
});

export interface WebhookDialogProps {
  /** To change; a new one without. */
  webhook?: Webhook;
  onClose: () => void;
}

/** Makes a webhook, then shows its secret this once; or changes one. */
export default function WebhookDialog({ webhook, onClose }: WebhookDialogProps) {
  const [create] = useCreateWebhookMutation();
  const [change] = useChangeWebhookMutation();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [created, setCreated] = useState<WebhookWithSecret>();
  const form = useZodForm(schema, {
    name: webhook?.name ?? '',
    url: webhook?.url ?? '',
    events: webhook?.events ?? [...EVENTS],
    enabled: webhook?.enabled ?? true,
  });
  const save = async (values: z.output<typeof schema>) => {
    const { data, error } = webhook
      ? await change({ id: webhook.id, change: values })
      : await create({ webhook: values, idempotencyKey });
    if (!data) return error;
    if (!webhook) {
      setCreated(data);
      return undefined;
    }
    enqueueSnackbar(`${data.webhook.name} was saved`, { variant: 'success' });
    onClose();
    return undefined;
  };
  if (created) {
    return (
      <DialogFrame title={`Secret of ${created.webhook.name}`} width={560}>
        <WebhookSecret secret={created.secret} onClose={onClose} />
      </DialogFrame>
    );
  }
  return (
    <DialogFrame
      title={webhook ? `Change ${webhook.name}` : 'New webhook'}
      onClose={onClose}
      width={520}
    >
      <Form form={form} onSubmit={save} fieldOfCode={{ name_taken: 'name' }}>
        <TextField
          name="name"
          label="Name"
          placeholder="On-call bridge"
          autoComplete="off"
          maxLength={120}
          autoFocus
        />
        <TextField
          name="url"
          label="Address"
          type="url"
          inputMode="url"
          placeholder="https://hooks.example.com/cashbeat"
          autoComplete="off"
          spellCheck={false}
          help="Where messages are sent: https, on the public internet."
        />
        <Events />
        <Choice
          input={form.register('enabled')}
          note="Off, it keeps its rules and its secret, and is told nothing."
        >
          Switched on
        </Choice>
        <DialogActions>
          <Button variant="outlined" onClick={onClose}>
            Cancel
          </Button>
          <SubmitButton>{webhook ? 'Save' : 'Make the webhook'}</SubmitButton>
        </DialogActions>
      </Form>
    </DialogFrame>
  );
}

function Events() {
  const { input, error } = useField('events');
  return (
    <Choices legend="Told when" error={error} sx={{ py: 1 }}>
      {EVENTS.map((event) => (
        <Choice key={event} value={event} input={input} sx={CHOICE_LINE}>
          {EVENT_NAMES[event]}
        </Choice>
      ))}
    </Choices>
  );
}
