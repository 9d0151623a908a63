'use client';

import type { CustomerDetails } from '@cashbeat/shared-types';
import { CompactButton, MoreIcon, PencilIcon, PlusIcon } from '@cashbeat/ui';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ActionMenu } from '@/features/alerts/action-menu';
import { useAppSelector } from '@/store/hooks';
import { selectTenant } from '@/store/session/session-slice';
import { usePermission } from '@/store/session/use-permission';
import { useDeleteCustomer } from './use-delete-customer';

const CustomerDialog = dynamic(() => import('./customer-dialog'), { ssr: false });
const MergeDialog = dynamic(() => import('./merge-dialog'), { ssr: false });
const RecordPaymentDialog = dynamic(() => import('./record-payment-dialog'), { ssr: false });

/** What may be done with a customer, for those who may. */
export function CustomerActions({ customer }: { customer: CustomerDetails }) {
  const writes = usePermission('customers:write');
  const records = usePermission('payments:write');
  const role = useAppSelector(selectTenant)?.role;
  const [dialog, setDialog] = useState<'edit' | 'merge' | 'payment' | null>(null);
  const { remove, busy } = useDeleteCustomer(customer);
  const close = () => setDialog(null);
  if (!writes) {
    return (
      <Typography variant="body2" color="textSecondary">
        {role ? `As ${role} you cannot change customers.` : null}
      </Typography>
    );
  }
  return (
    <>
      <CompactButton label="Edit" icon={<PencilIcon />} onClick={() => setDialog('edit')} />
      {records && (
        <Button variant="contained" startIcon={<PlusIcon />} onClick={() => setDialog('payment')}>
          Record payment
        </Button>
      )}
      <ActionMenu
        compact
        label="More"
        icon={<MoreIcon />}
        busy={busy}
        actions={[
          { label: 'Merge into…', run: () => setDialog('merge') },
          { label: 'Delete', run: () => void remove() },
        ]}
      />
      {dialog === 'edit' && <CustomerDialog customer={customer} onClose={close} />}
      {dialog === 'merge' && <MergeDialog customer={customer} onClose={close} />}
      {dialog === 'payment' && <RecordPaymentDialog customer={customer} onClose={close} />}
    </>
  );
}
