'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { inWords } from '@/features/organisation/use-method-name';

const FAILURE_CODES = [
  'card_declined',
  'insufficient_funds',
  'expired_card',
  'bank_unavailable',
  'cancelled_by_customer',
];

interface FailFormProps {
  busy: boolean;
  onSubmit: (code: string) => void;
  onCancel: () => void;
}

/** Asks why a payment failed. */
export function FailForm({ busy, onSubmit, onCancel }: FailFormProps) {
  const [code, setCode] = useState(FAILURE_CODES[0]!);
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <TextField
        select
        size="small"
        label="Reason"
        value={code}
        onChange={(event) => setCode(event.target.value)}
      >
        {FAILURE_CODES.map((known) => (
          <MenuItem key={known} value={known}>
            {inWords(known)}
          </MenuItem>
        ))}
      </TextField>
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
        <Button variant="contained" color="error" loading={busy} onClick={() => onSubmit(code)}>
          Mark as failed
        </Button>
        <Button onClick={onCancel} disabled={busy}>
          Cancel
        </Button>
      </Box>
    </Box>
  );
}
