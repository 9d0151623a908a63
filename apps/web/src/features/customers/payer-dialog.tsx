'use client';

import Button from '@mui/material/Button';
import { useState } from 'react';
import { ListFailed } from '@/features/filters/list-states';
import { DialogActions, DialogFrame } from '@/features/settings/dialog-frame';
import { FieldsSkeleton } from '@/features/settings/loaded';
import { usePermission } from '@/store/session/use-permission';
import { CustomerFinder } from './customer-finder';
import { useGetCustomerQuery } from './customers-api';
import { PaymentForm } from './payment-form';

/** A customer's id; somebody who is none; or not said yet. */
type Payer = { id: string } | 'other' | undefined;

/** Records money by hand: first who paid, then how much. */
export default function PayerDialog({ onClose }: { onClose: () => void }) {
  const reads = usePermission('customers:read');
  const [chosen, setPayer] = useState<Payer>();
  const payer = chosen ?? (reads ? undefined : 'other');
  const ways = {
    cancel: reads ? 'Back' : 'Cancel',
    onCancel: () => (reads ? setPayer(undefined) : onClose()),
    onRecorded: onClose,
  };
  return (
    <DialogFrame title="Record a payment" onClose={onClose} width={560}>
      {payer === undefined && (
        <>
          <CustomerFinder
            question="Who paid? It pays what this customer owes, the oldest debt first."
            label="Find the customer who paid"
            onChoose={setPayer}
          />
          <DialogActions>
            <Button variant="outlined" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="outlined" onClick={() => setPayer('other')}>
              Somebody who is no customer
            </Button>
          </DialogActions>
        </>
      )}
      {payer === 'other' && <PaymentForm {...ways} />}
      {typeof payer === 'object' && <OfCustomer id={payer.id} {...ways} />}
    </DialogFrame>
  );
}

interface OfCustomerProps {
  id: string;
  cancel: string;
  onCancel: () => void;
  onRecorded: () => void;
}

function OfCustomer({ id, ...ways }: OfCustomerProps) {
  const { currentData: customer, error, isFetching, refetch } = useGetCustomerQuery(id);
  if (customer) return <PaymentForm customer={customer} {...ways} />;
  if (!error) return <FieldsSkeleton what="customer" />;
  return <ListFailed error={error} retrying={isFetching} onRetry={() => void refetch()} />;
}
