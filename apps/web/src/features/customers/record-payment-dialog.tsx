'use client';

import type { Charge, CustomerDetails, NewPayment } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { enqueueSnackbar } from 'notistack';
import { z } from 'zod';
import { Form, SelectField, SubmitButton, TextField, useZodForm } from '@/features/forms';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { DialogActions, DialogFrame } from '@/features/settings/dialog-frame';
import { FieldsSkeleton } from '@/features/settings/loaded';
import { useFormats } from '@/store/session/use-formats';
import { chargeName } from './charge-name';
import { useRecordPaymentMutation } from './charges-api';
import { useDay } from './use-day';
import { useIntentKey } from './use-intent-key';

export interface RecordPaymentDialogProps {
  customer: CustomerDetails;
  /** The one to be paid first; else the one due first. */
  charge?: Charge;
  onClose: () => void;
}

/** Records money that arrived from a customer. */
export default function RecordPaymentDialog(props: RecordPaymentDialogProps) {
  const { data: organisation } = useGetOrganisationQuery();
  const methods = organisation?.methods
    .filter(({ active }) => active)
    .map(({ code, name }) => ({ value: code, label: name }));
  return (
    <DialogFrame title="Record a payment" onClose={props.onClose}>
      {methods ? <Body {...props} methods={methods} /> : <FieldsSkeleton what="methods" />}
    </DialogFrame>
  );
}

interface BodyProps extends RecordPaymentDialogProps {
  methods: { value: string; label: string }[];
}

function Body({ customer, charge, methods, onClose }: BodyProps) {
  const { readAmount, typedAmount, formatMoney } = useFormats();
  const dayOf = useDay();
  const { currency } = customer;
  const owed = charge?.openAmount ?? customer.outstandingAmount;
  const schema = z.object({
    amount: z
      .string()
      .trim()
      .superRefine((typed, { addIssue }) => {
        const message = readAmount(typed, currency).fault;
        if (message) addIssue({ code: 'custom', message });
      }),
    method: z.string().min(1, 'Choose how it was paid.'),
    chargeId: z.string(),
    description: z.string().trim().max(500, 'Use at most 500 characters.'),
  });
  const form = useZodForm(
    schema,
    {
      amount: owed > 0 ? typedAmount(owed, currency) : '',
      method: usual(methods),
      chargeId: charge?.id ?? '',
      description: '',
    },
    'left',
  );
  const [record] = useRecordPaymentMutation();
  const keyOf = useIntentKey();
  const open = customer.charges.filter(({ openAmount }) => openAmount > 0);
  return (
    <Form
      form={form}
      onSubmit={async ({ amount, method, chargeId, description }) => {
        const body: NewPayment = {
          amount: readAmount(amount, currency).amount!,
          currency,
          method,
          status: 'completed',
          customerId: customer.id,
          ...(chargeId && { chargeId }),
          ...(description && { description }),
        };
        const { error } = await record({ payment: body, idempotencyKey: keyOf(body) });
        if (error) return error;
        enqueueSnackbar(`${formatMoney(body.amount, currency)} was recorded`, {
          variant: 'success',
        });
        onClose();
        return undefined;
      }}
    >
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
          gap: { xs: 4, sm: 3 },
          alignItems: 'start',
        }}
      >
        <TextField
          name="amount"
          label={`Amount in ${currency}`}
          inputMode="decimal"
          autoComplete="off"
          help="What is paid beyond all charges becomes a credit."
          autoFocus
        />
        <SelectField name="method" label="Method" options={methods} />
      </Box>
      {open.length > 1 && (
        <SelectField
          name="chargeId"
          label="Pays first"
          options={[
            { value: '', label: 'What is due first' },
            ...open.map((each) => ({
              value: each.id,
              label: `${chargeName(each, dayOf)} · ${formatMoney(each.openAmount, currency)} open`,
            })),
          ]}
        />
      )}
      <TextField
        name="description"
        label="Description"
        placeholder="Bank statement 14"
        autoComplete="off"
        maxLength={500}
        optional
      />
      <DialogActions>
        <Button variant="outlined" onClick={onClose}>
          Cancel
        </Button>
        <SubmitButton>Record the payment</SubmitButton>
      </DialogActions>
    </Form>
  );
}

/** Most debts are paid by transfer. */
function usual(methods: readonly { value: string }[]): string {
  const transfer = methods.find(({ value }) => value === 'bank_transfer');
  return (transfer ?? methods[0])?.value ?? '';
}
