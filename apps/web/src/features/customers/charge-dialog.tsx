'use client';

import type { Charge, Customer } from '@cashbeat/shared-types';
import Button from '@mui/material/Button';
import { enqueueSnackbar } from 'notistack';
import { Form, SubmitButton, useZodForm } from '@/features/forms';
import { DialogActions, DialogFrame } from '@/features/settings/dialog-frame';
import { useFormats } from '@/store/session/use-formats';
import {
  CHARGE_LABELS,
  chargeChangesOf,
  chargeSchema,
  type ChargeValues,
  NO_CHARGE,
  newChargeOf,
  valuesOfCharge,
} from './charge-fields';
import { ChargeFields } from './charge-form';
import { useAddChargeMutation, useChangeChargeMutation } from './charges-api';
import { ClashList } from './clash-list';
import { useFieldWords } from './use-field-words';
import { useIntentKey } from './use-intent-key';
import { useLeave } from './use-leave';
import { useMeanwhile } from './use-meanwhile';

export interface ChargeDialogProps {
  customer: Pick<Customer, 'id' | 'name' | 'currency'>;
  /** To change; a new one without. */
  charge?: Charge;
  onClose: () => void;
}

/** Records something that is owed, or changes it. */
export default function ChargeDialog({ charge, ...props }: ChargeDialogProps) {
  return charge ? <ChangeDialog charge={charge} {...props} /> : <NewDialog {...props} />;
}

const FIELD_OF_CODE = { external_id_taken: 'externalId' } as const;

function NewDialog({ customer, onClose }: Omit<ChargeDialogProps, 'charge'>) {
  const formats = useFormats();
  const schema = chargeSchema(formats, customer.currency);
  const form = useZodForm<ChargeValues, ChargeValues>(schema, NO_CHARGE, 'left');
  const [add] = useAddChargeMutation();
  const keyOf = useIntentKey();
  const { leave, asking } = useLeave(form.formState.isDirty, onClose);
  return (
    <DialogFrame title="New charge" onClose={leave}>
      <Form
        form={form}
        fieldOfCode={FIELD_OF_CODE}
        onSubmit={async (values) => {
          const body = newChargeOf(values, customer.currency, formats);
          const { error } = await add({
            customerId: customer.id,
            charge: body,
            idempotencyKey: keyOf(body),
          });
          if (error) return error;
          enqueueSnackbar('The charge was added', { variant: 'success' });
          onClose();
          return undefined;
        }}
      >
        <ChargeFields currency={customer.currency} anew />
        <DialogActions>
          <Button variant="outlined" onClick={leave}>
            Cancel
          </Button>
          <SubmitButton>Add the charge</SubmitButton>
        </DialogActions>
      </Form>
      {asking}
    </DialogFrame>
  );
}

function ChangeDialog({ customer, charge, onClose }: Required<ChargeDialogProps>) {
  const formats = useFormats();
  const words = useFieldWords();
  const form = useZodForm<ChargeValues, ChargeValues>(
    chargeSchema(formats, charge.currency),
    valuesOfCharge(charge, formats),
    'left',
  );
  const [change] = useChangeChargeMutation();
  const { clashes, save, choose } = useMeanwhile({
    form,
    first: charge,
    code: 'charge_changed_meanwhile',
    valuesOf: (stored: Charge) => valuesOfCharge(stored, formats),
    changesOf: (stored, values) => chargeChangesOf(stored, values, formats),
    send: (changed) => change({ customerId: customer.id, chargeId: charge.id, change: changed }),
    onSaved: () => {
      enqueueSnackbar('The charge was saved', { variant: 'success' });
      onClose();
    },
  });
  const { leave, asking } = useLeave(form.formState.isDirty, onClose);

  return (
    <DialogFrame title="Edit the charge" onClose={leave}>
      <Form form={form} fieldOfCode={FIELD_OF_CODE} onSubmit={save}>
        {clashes.length > 0 && (
          <ClashList
            clashes={clashes}
            noun="charge"
            labelOf={(field) => CHARGE_LABELS[field as keyof ChargeValues]}
            inWords={words}
            onChoose={choose}
          />
        )}
        <ChargeFields currency={charge.currency} />
        <DialogActions>
          <Button variant="outlined" onClick={leave}>
            Cancel
          </Button>
          <SubmitButton>{clashes.length > 0 ? 'Save what is chosen' : 'Save'}</SubmitButton>
        </DialogActions>
      </Form>
      {asking}
    </DialogFrame>
  );
}
