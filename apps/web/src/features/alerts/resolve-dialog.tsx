'use client';

import type { Alert } from '@cashbeat/shared-types';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { enqueueSnackbar } from 'notistack';
import { z } from 'zod';
import { Form, SubmitButton, TextField, useZodForm } from '@/features/forms';
import { DialogActions, DialogFrame } from '@/features/settings/dialog-frame';
import { describeFailure } from '@/store/request-failure';
import { useStepAlertMutation } from './alerts-api';
import { stepRefusal } from './use-alert-step';

const schema = z.object({ note: z.string().trim().max(1_000, 'Use at most 1,000 characters.') });

export interface ResolveDialogProps {
  alert: Alert;
  onClose: () => void;
}

/** Closes an alert, with a word for those who look for it later. */
export default function ResolveDialog({ alert, onClose }: ResolveDialogProps) {
  const form = useZodForm(schema, { note: '' });
  const [ask] = useStepAlertMutation();
  return (
    <DialogFrame title="Resolve this alert?" onClose={onClose}>
      <Typography variant="body2" color="textSecondary">
        {alert.endedAt === null
          ? 'Its condition still holds. The rule stays quiet until it has cleared, and raises a new alert when it holds again.'
          : 'Its condition has passed. It stays among the resolved ones, with its history.'}
      </Typography>
      <Form
        form={form}
        onSubmit={async ({ note }) => {
          const step = { kind: 'resolve', ...(note && { note }) } as const;
          const { error } = await ask({ id: alert.id, version: alert.version, step });
          if (!error) {
            enqueueSnackbar('Resolved', { variant: 'success' });
            onClose();
            return undefined;
          }
          const failure = describeFailure(error);
          return { ...failure, detail: stepRefusal(failure) };
        }}
      >
        <TextField
          name="note"
          label="What it was"
          placeholder="The gateway confirmed an outage"
          autoComplete="off"
          maxLength={1_000}
          optional
          autoFocus
        />
        <DialogActions>
          <Button variant="outlined" onClick={onClose}>
            Cancel
          </Button>
          <SubmitButton>Resolve</SubmitButton>
        </DialogActions>
      </Form>
    </DialogFrame>
  );
}
