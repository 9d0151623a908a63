'use client';

import type { Payment } from '@cashbeat/shared-types';
import { type Formats, moneyLeft } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useFormats } from '@/store/session/use-formats';

interface RefundFormProps {
  payment: Payment;
  busy: boolean;
  onSubmit: (amount: number) => void;
  onCancel: () => void;
}

/** Asks how much goes back. The button says the very amount that it sends. */
export function RefundForm({ payment, busy, onSubmit, onCancel }: RefundFormProps) {
  const { formatMoney, readAmount, typedAmount } = useFormats();
  const { currency } = payment;
  const left = moneyLeft(payment.amount, payment.refundedAmount, currency);
  const [text, setText] = useState(() => typedAmount(left, currency));
  const typed = readAmount(text, currency);
  const fault =
    typed.fault ??
    (typed.amount > left ? `At most ${formatMoney(left, currency)} is left to refund.` : undefined);
  const submit = () => {
    if (fault === undefined && typed.amount !== undefined) onSubmit(typed.amount);
  };
  return (
    <Box
      component="form"
      noValidate
      sx={{ display: 'grid', gap: 3 }}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        size="small"
        autoFocus
        autoComplete="off"
        label={`Amount in ${currency}`}
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={fault !== undefined}
        helperText={fault ?? leftInWords(payment, left, formatMoney)}
        slotProps={{ htmlInput: { inputMode: 'decimal' } }}
        onFocus={(event) => event.target.select()}
      />
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
        <Button type="submit" variant="contained" loading={busy} disabled={fault !== undefined}>
          {fault === undefined && typed.amount !== undefined
            ? `Refund ${typed.amount === left ? 'all ' : ''}${formatMoney(typed.amount, currency)}`
            : 'Refund'}
        </Button>
        <Button onClick={onCancel} disabled={busy}>
          Cancel
        </Button>
      </Box>
    </Box>
  );
}

function leftInWords(
  { amount, refundedAmount, currency }: Payment,
  left: number,
  formatMoney: Formats['formatMoney'],
): string {
  const remaining = `${formatMoney(left, currency)} is left`;
  return refundedAmount > 0
    ? `${remaining} of ${formatMoney(amount, currency)}; ${formatMoney(refundedAmount, currency)} went back before.`
    : `${remaining} to refund.`;
}
