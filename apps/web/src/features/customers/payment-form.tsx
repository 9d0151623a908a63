'use client';

import type { Charge, CustomerDetails, NewPayment, Organisation } from '@cashbeat/shared-types';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { enqueueSnackbar } from 'notistack';
import { Form, SelectField, SubmitButton, TextField, useZodForm } from '@/features/forms';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { DialogActions } from '@/features/settings/dialog-frame';
import { FieldsSkeleton } from '@/features/settings/loaded';
import { useFormats } from '@/store/session/use-formats';
import { chargeName } from './charge-name';
import { useRecordPaymentMutation } from './charges-api';
import { currencyChoices } from './currency-choices';
import { newPaymentOf, paymentSchema } from './payment-fields';
import { Side } from './side';
import { useDay } from './use-day';
import { useIntentKey } from './use-intent-key';

export interface PaymentFormProps {
  /** Who paid; without one it is somebody who is no customer. */
  customer?: CustomerDetails;
  /** What it pays first; else what is due first. */
  charge?: Charge;
  /** The word for the way back. */
  cancel: string;
  onCancel: () => void;
  onRecorded: () => void;
}

/** Records money that arrived, or that is expected. */
export function PaymentForm(props: PaymentFormProps) {
  const { data: organisation } = useGetOrganisationQuery();
  if (!organisation) return <FieldsSkeleton what="methods" />;
  return <Loaded {...props} organisation={organisation} />;
}

interface LoadedProps extends PaymentFormProps {
  organisation: Organisation;
}

function Loaded({ customer, charge, organisation, cancel, onCancel, onRecorded }: LoadedProps) {
  const formats = useFormats();
  const { formatMoney, typedAmount } = formats;
  const dayOf = useDay();
  const methods = organisation.methods
    .filter(({ active }) => active)
    .map(({ code, name }) => ({ value: code, label: name }));
  const owed = charge?.openAmount ?? customer?.outstandingAmount ?? 0;
  const currency = customer?.currency ?? organisation.defaultCurrency;
  const form = useZodForm(
    paymentSchema(formats),
    {
      amount: owed > 0 ? typedAmount(owed, currency) : '',
      currency,
      method: usual(methods),
      status: 'completed',
      payer: '',
      chargeId: charge?.id ?? '',
      description: '',
    },
    'left',
  );
  const [record] = useRecordPaymentMutation();
  const keyOf = useIntentKey();
  const open = customer?.charges.filter(({ openAmount }) => openAmount > 0) ?? [];
  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        const payment: NewPayment = newPaymentOf(values, formats, customer?.id);
        const { error } = await record({ payment, idempotencyKey: keyOf(payment) });
        if (error) return error;
        enqueueSnackbar(`${formatMoney(payment.amount, payment.currency)} was recorded`, {
          variant: 'success',
        });
        onRecorded();
        return undefined;
      }}
    >
      {customer && (
        <Typography variant="body2" color="textSecondary">
          {customer.name} owes {formatMoney(customer.outstandingAmount, currency)}.
        </Typography>
      )}
      <Side>
        <TextField
          name="amount"
          label={customer ? `Amount in ${currency}` : 'Amount'}
          inputMode="decimal"
          autoComplete="off"
          help={customer && 'What is paid beyond all charges becomes a credit.'}
          autoFocus
        />
        {customer ? (
          <SelectField name="method" label="Method" options={methods} />
        ) : (
          <SelectField
            name="currency"
            label="Currency"
            options={currencyChoices(organisation.currencies)}
          />
        )}
      </Side>
      <Side>
        {!customer && <SelectField name="method" label="Method" options={methods} />}
        <SelectField name="status" label="The money" options={STATUSES} />
      </Side>
      {!customer && (
        <TextField
          name="payer"
          label="Who paid"
          placeholder="Order 2044, or a name of yours"
          autoComplete="off"
          maxLength={128}
          optional
        />
      )}
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
        <Button variant="outlined" onClick={onCancel}>
          {cancel}
        </Button>
        <SubmitButton>Record the payment</SubmitButton>
      </DialogActions>
    </Form>
  );
}

const STATUSES = [
  { value: 'completed', label: 'has arrived' },
  { value: 'pending', label: 'is expected' },
];

/** Most debts are paid by transfer. */
function usual(methods: readonly { value: string }[]): string {
  const transfer = methods.find(({ value }) => value === 'bank_transfer');
  return (transfer ?? methods[0])?.value ?? '';
}
