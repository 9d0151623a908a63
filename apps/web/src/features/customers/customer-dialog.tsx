'use client';

import type { Customer } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { enqueueSnackbar } from 'notistack';
import { Form, SubmitButton, useZodForm } from '@/features/forms';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { DialogFrame } from '@/features/settings/dialog-frame';
import { useFormats } from '@/store/session/use-formats';
import { ClashList } from './clash-list';
import {
  changesOf,
  customerSchema,
  type CustomerValues,
  emptyValues,
  LABELS,
  newCustomerOf,
  valuesOf,
} from './customer-fields';
import { FurtherFields, SimpleFields } from './customer-form';
import { useChangeCustomerMutation, useCreateCustomerMutation } from './customers-api';
import { DialogFoot } from './dialog-foot';
import { useFieldWords } from './use-field-words';
import { useIntentKey } from './use-intent-key';
import { useLeave } from './use-leave';
import { useMeanwhile } from './use-meanwhile';

export interface CustomerDialogProps {
  /** To change; a new one without. */
  customer?: Customer;
  onClose: () => void;
}

/** Records a customer, or changes one. */
export default function CustomerDialog({ customer, onClose }: CustomerDialogProps) {
  const { data: organisation } = useGetOrganisationQuery();
  if (customer) return <ChangeDialog customer={customer} onClose={onClose} />;
  return organisation ? (
    <NewDialog currency={organisation.defaultCurrency} onClose={onClose} />
  ) : null;
}

/** Where a code means a field although the API names none. */
const FIELD_OF_CODE = {
  external_id_taken: 'externalId',
  several_open_charges: 'outstandingAmount',
} as const;

function NewDialog({ currency, onClose }: { currency: string; onClose: () => void }) {
  const formats = useFormats();
  const form = useZodForm<CustomerValues, CustomerValues>(
    customerSchema(formats, true),
    emptyValues(currency),
    'left',
  );
  const [create] = useCreateCustomerMutation();
  const keyOf = useIntentKey();
  const { leave, asking } = useLeave(form.formState.isDirty, onClose);
  return (
    <DialogFrame title="New customer" onClose={leave} width={640}>
      <Form
        form={form}
        fieldOfCode={FIELD_OF_CODE}
        onSubmit={async (values) => {
          const body = newCustomerOf(values, formats);
          const { error } = await create({ customer: body, idempotencyKey: keyOf(body) });
          if (error) return error;
          enqueueSnackbar(`${values.name} was recorded`, { variant: 'success' });
          onClose();
          return undefined;
        }}
      >
        <SimpleFields />
        <Further />
        <FurtherFields />
        <DialogFoot>
          <Button variant="outlined" onClick={leave}>
            Cancel
          </Button>
          <SubmitButton>Record the customer</SubmitButton>
        </DialogFoot>
      </Form>
      {asking}
    </DialogFrame>
  );
}

function ChangeDialog({ customer, onClose }: Required<CustomerDialogProps>) {
  const formats = useFormats();
  const words = useFieldWords();
  const form = useZodForm<CustomerValues, CustomerValues>(
    customerSchema(formats, false),
    valuesOf(customer, formats),
    'left',
  );
  const [change] = useChangeCustomerMutation();
  const { base, clashes, save, choose } = useMeanwhile({
    form,
    first: customer,
    code: 'customer_changed_meanwhile',
    valuesOf: (stored: Customer) => valuesOf(stored, formats),
    changesOf: (stored, values) => changesOf(valuesOf(stored, formats), values, formats),
    send: (changed) => change({ id: customer.id, change: changed }),
    onSaved: ({ name }) => {
      enqueueSnackbar(`${name} was saved`, { variant: 'success' });
      onClose();
    },
  });
  const { leave, asking } = useLeave(form.formState.isDirty, onClose);

  return (
    <DialogFrame title={`Edit ${customer.name}`} onClose={leave} width={640}>
      <Form form={form} fieldOfCode={FIELD_OF_CODE} onSubmit={save}>
        {clashes.length > 0 && (
          <ClashList
            clashes={clashes}
            noun="customer"
            labelOf={(field) => LABELS[field as keyof CustomerValues]}
            inWords={words}
            onChoose={choose}
          />
        )}
        <SimpleFields customer={base} />
        <Further />
        <FurtherFields customer={base} />
        <DialogFoot>
          <Button variant="outlined" onClick={leave}>
            Cancel
          </Button>
          <SubmitButton>{clashes.length > 0 ? 'Save what is chosen' : 'Save'}</SubmitButton>
        </DialogFoot>
      </Form>
      {asking}
    </DialogFrame>
  );
}

function Further() {
  return (
    <Box sx={{ borderTop: 1, borderColor: 'divider', pt: 4, mt: 1 }}>
      <Typography variant="h3" component="h3">
        Further details
      </Typography>
    </Box>
  );
}
