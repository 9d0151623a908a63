'use client';

import type { Payment } from '@cashbeat/shared-types';
import { formatMoney } from '@cashbeat/utils';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { enqueueSnackbar } from 'notistack';
import { useRef, useState } from 'react';
import { inWords } from '@/features/organisation/use-method-name';
import { describeFailure } from '@/store/request-failure';
import { type PaymentAction, useMovePaymentMutation } from './payments-api';

const FAILURE_CODES = [
  'card_declined',
  'insufficient_funds',
  'expired_card',
  'bank_unavailable',
  'cancelled_by_customer',
];

const DONE: Record<PaymentAction['kind'], string> = {
  complete: 'Payment completed',
  fail: 'Payment marked as failed',
  refund: 'Refund recorded',
  retry: 'Payment is pending again',
};

/** What may happen next to a payment; the API has the last word on each of them. */
export function PaymentActions({ payment }: { payment: Payment }) {
  const [move, { isLoading, error }] = useMovePaymentMutation();
  const [form, setForm] = useState<'fail' | 'refund' | null>(null);
  const key = useRef<string>(undefined);

  const act = async (action: PaymentAction) => {
    key.current ??= crypto.randomUUID();
    const outcome = await move({ id: payment.id, action, idempotencyKey: key.current });
    // A refusal is final for this key; only an unanswered request may be repeated under it.
    if (!outcome.error || describeFailure(outcome.error).status !== 0) key.current = undefined;
    if (outcome.error) return;
    setForm(null);
    enqueueSnackbar(DONE[action.kind], { variant: 'success' });
  };

  if (payment.status === 'refunded' && !error) return null;
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
        {payment.status === 'pending' && (
          <>
            <Button
              variant="contained"
              loading={isLoading}
              onClick={() => void act({ kind: 'complete' })}
            >
              Mark as completed
            </Button>
            <Button variant="outlined" onClick={() => setForm('fail')}>
              Mark as failed…
            </Button>
          </>
        )}
        {payment.status === 'completed' && (
          <Button variant="outlined" onClick={() => setForm('refund')}>
            Refund…
          </Button>
        )}
        {payment.status === 'failed' && (
          <Button
            variant="outlined"
            loading={isLoading}
            onClick={() => void act({ kind: 'retry' })}
          >
            Try again
          </Button>
        )}
      </Box>
      {form === 'fail' && payment.status === 'pending' && (
        <FailForm
          busy={isLoading}
          onSubmit={(failureCode) => void act({ kind: 'fail', failureCode })}
        />
      )}
      {form === 'refund' && payment.status === 'completed' && (
        <RefundForm
          payment={payment}
          busy={isLoading}
          onSubmit={(amount) => void act({ kind: 'refund', amount })}
        />
      )}
      {error && <ActionFailure error={error} />}
    </Box>
  );
}

function ActionFailure({ error }: { error: unknown }) {
  const { detail, errors, requestId } = describeFailure(error);
  return (
    <Alert severity="error" sx={{ borderRadius: 2 }}>
      {detail}
      {errors.map((fault) => (
        <div key={fault.field}>{fault.message}</div>
      ))}
      {requestId && (
        <Box component="small" sx={{ display: 'block', opacity: 0.8 }}>
          Request {requestId}
        </Box>
      )}
    </Alert>
  );
}

function FailForm({ busy, onSubmit }: { busy: boolean; onSubmit: (code: string) => void }) {
  const [code, setCode] = useState(FAILURE_CODES[0]!);
  return (
    <Box sx={{ display: 'flex', gap: 2 }}>
      <TextField
        select
        size="small"
        label="Reason"
        value={code}
        onChange={(event) => setCode(event.target.value)}
        sx={{ flex: 1 }}
      >
        {FAILURE_CODES.map((known) => (
          <MenuItem key={known} value={known}>
            {inWords(known)}
          </MenuItem>
        ))}
      </TextField>
      <Button variant="contained" color="error" loading={busy} onClick={() => onSubmit(code)}>
        Mark as failed
      </Button>
    </Box>
  );
}

interface RefundFormProps {
  payment: Payment;
  busy: boolean;
  /** Without an amount, all that is left. */
  onSubmit: (amount?: number) => void;
}

function RefundForm({ payment, busy, onSubmit }: RefundFormProps) {
  const [text, setText] = useState('');
  const amount = text === '' ? undefined : Number(text);
  const valid = amount === undefined || (Number.isFinite(amount) && amount > 0);
  return (
    <Box
      component="form"
      sx={{ display: 'flex', gap: 2, alignItems: 'flex-start' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) onSubmit(amount);
      }}
    >
      <TextField
        size="small"
        label="Amount"
        placeholder="All that is left"
        value={text}
        onChange={(event) => setText(event.target.value.replace(',', '.'))}
        error={!valid}
        helperText={
          payment.refundedAmount > 0
            ? `${formatMoney(payment.refundedAmount, payment.currency)} of ${formatMoney(payment.amount, payment.currency)} given back so far`
            : `Of ${formatMoney(payment.amount, payment.currency)}; empty for all of it`
        }
        slotProps={{ htmlInput: { inputMode: 'decimal' }, inputLabel: { shrink: true } }}
        sx={{ flex: 1 }}
      />
      <Button type="submit" variant="contained" loading={busy} disabled={!valid}>
        Refund
      </Button>
    </Box>
  );
}
