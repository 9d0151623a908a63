'use client';

import type { Charge } from '@cashbeat/shared-types';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { enqueueSnackbar } from 'notistack';
import { z } from 'zod';
import { Form, SubmitButton, TextField, useZodForm } from '@/features/forms';
import { DialogActions, DialogFrame } from '@/features/settings/dialog-frame';
import { describeFailure } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import { chargeName } from './charge-name';
import { useCancelChargeMutation } from './charges-api';
import { useDay } from './use-day';

const schema = z.object({ reason: z.string().trim().max(200, 'Use at most 200 characters.') });

export interface CancelChargeDialogProps {
  charge: Charge;
  onClose: () => void;
}

/** Cancels a charge, with a word for those who ask later. */
export default function CancelChargeDialog({ charge, onClose }: CancelChargeDialogProps) {
  const form = useZodForm(schema, { reason: '' });
  const [cancel] = useCancelChargeMutation();
  const { formatMoney } = useFormats();
  const dayOf = useDay();
  const { id, customerId, version, amount, openAmount, currency } = charge;
  return (
    <DialogFrame title={`Cancel ${chargeName(charge, dayOf)}?`} onClose={onClose}>
      <Typography variant="body2" color="textSecondary">
        {formatMoney(openAmount, currency)} of {formatMoney(amount, currency)} is open and will be
        owed no more. What was paid of it pays other charges, or becomes a credit. A cancelled
        charge stays in the list and cannot be opened again.
      </Typography>
      <Form
        form={form}
        onSubmit={async ({ reason }) => {
          const { error } = await cancel({
            customerId,
            chargeId: id,
            cancel: { version, ...(reason && { reason }) },
          });
          if (!error) {
            enqueueSnackbar('The charge was cancelled', { variant: 'success' });
            onClose();
            return undefined;
          }
          const failure = describeFailure(error);
          if (failure.code !== 'charge_changed_meanwhile') return failure;
          const detail = 'Somebody changed this charge meanwhile. Look at it again.';
          return { ...failure, errors: [], detail };
        }}
      >
        <TextField
          name="reason"
          label="Reason"
          placeholder="Charged twice"
          autoComplete="off"
          maxLength={200}
          optional
          autoFocus
        />
        <DialogActions>
          <Button variant="outlined" onClick={onClose}>
            Keep it
          </Button>
          <SubmitButton color="error">Cancel the charge</SubmitButton>
        </DialogActions>
      </Form>
    </DialogFrame>
  );
}
