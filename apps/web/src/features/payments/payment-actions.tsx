'use client';

import type { Payment } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { enqueueSnackbar } from 'notistack';
import { useState } from 'react';
import { useAppSelector } from '@/store/hooks';
import { selectTenant } from '@/store/session/session-slice';
import { usePermission } from '@/store/session/use-permission';
import { ActionAlert } from './action-alert';
import { FailForm } from './fail-form';
import type { PaymentAction } from './payments-api';
import { RefundForm } from './refund-form';
import { usePaymentAction } from './use-payment-action';

const DONE: Record<PaymentAction['kind'], string> = {
  complete: 'Payment completed',
  fail: 'Payment marked as failed',
  refund: 'Refund recorded',
  retry: 'Payment is pending again',
};

/** What may happen next to a payment; the API has the last word on each of them. */
export function PaymentActions({ payment }: { payment: Payment }) {
  const mayChange = usePermission('payments:write');
  const mayRefund = usePermission('payments:refund');
  const role = useAppSelector(selectTenant)?.role;
  if (payment.status === 'refunded') return null;
  if (payment.status === 'completed' ? !mayRefund : !mayChange) {
    return (
      <Typography variant="body2" color="textSecondary">
        {payment.status === 'completed'
          ? `As ${role} you cannot refund payments.`
          : `As ${role} you cannot change payments.`}
      </Typography>
    );
  }
  return <PermittedActions payment={payment} />;
}

function PermittedActions({ payment }: { payment: Payment }) {
  const [form, setForm] = useState<'fail' | 'refund' | null>(null);
  const { act, busy, failed } = usePaymentAction(payment, ({ kind }) => {
    setForm(null);
    enqueueSnackbar(DONE[kind], { variant: 'success' });
  });
  const close = () => setForm(null);

  const step = () => {
    if (payment.status === 'pending' && form === 'fail') {
      return (
        <FailForm
          busy={busy}
          onSubmit={(failureCode) => void act({ kind: 'fail', failureCode })}
          onCancel={close}
        />
      );
    }
    if (payment.status === 'completed' && form === 'refund') {
      return (
        <RefundForm
          payment={payment}
          busy={busy}
          onSubmit={(amount) => void act({ kind: 'refund', amount })}
          onCancel={close}
        />
      );
    }
    return <Steps status={payment.status} busy={busy} act={act} onForm={setForm} />;
  };

  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      {step()}
      {failed && <ActionAlert {...failed} busy={busy} />}
    </Box>
  );
}

interface StepsProps {
  status: Payment['status'];
  busy: boolean;
  act: (action: PaymentAction) => Promise<void>;
  onForm: (form: 'fail' | 'refund') => void;
}

function Steps({ status, busy, act, onForm }: StepsProps) {
  return (
    <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
      {status === 'pending' && (
        <>
          <Button variant="contained" loading={busy} onClick={() => void act({ kind: 'complete' })}>
            Mark as completed
          </Button>
          <Button variant="outlined" onClick={() => onForm('fail')}>
            Mark as failed…
          </Button>
        </>
      )}
      {status === 'completed' && (
        <Button variant="outlined" onClick={() => onForm('refund')}>
          Refund…
        </Button>
      )}
      {status === 'failed' && (
        <Button variant="outlined" loading={busy} onClick={() => void act({ kind: 'retry' })}>
          Retry payment
        </Button>
      )}
    </Box>
  );
}
