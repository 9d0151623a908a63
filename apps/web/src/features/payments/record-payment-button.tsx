'use client';

import { PlusIcon } from '@cashbeat/ui';
import Button from '@mui/material/Button';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { usePermission } from '@/store/session/use-permission';

const PayerDialog = dynamic(() => import('@/features/customers/payer-dialog'), { ssr: false });

/** Money that came by cash or bank, for those who may record it. */
export function RecordPaymentButton() {
  const records = usePermission('payments:write');
  const [open, setOpen] = useState(false);
  if (!records) return null;
  return (
    <>
      <Button variant="contained" startIcon={<PlusIcon />} onClick={() => setOpen(true)}>
        Record payment
      </Button>
      {open && <PayerDialog onClose={() => setOpen(false)} />}
    </>
  );
}
