'use client';

import Box from '@mui/material/Box';
import { TextAreaField, TextField } from '@/features/forms';

/** The fields of a charge. `anew`: the day it was charged can be said once only. */
export function ChargeFields({ currency, anew = false }: { currency: string; anew?: boolean }) {
  return (
    <>
      <Box sx={SIDE}>
        <TextField
          name="amount"
          label={`Amount in ${currency}`}
          inputMode="decimal"
          autoComplete="off"
          autoFocus
        />
        <TextField name="dueDate" label="Due date" type="date" />
      </Box>
      <TextAreaField
        name="description"
        label="Description"
        placeholder="Invoice 2026-0042"
        autoComplete="off"
        optional
      />
      <Box sx={SIDE}>
        <TextField
          name="externalId"
          label="Number"
          placeholder="INV-2026-0042"
          autoComplete="off"
          spellCheck={false}
          maxLength={128}
          help="In another system."
          optional
        />
        {anew && (
          <TextField
            name="issuedOn"
            label="Charged on"
            type="date"
            help="Today if left empty."
            optional
          />
        )}
      </Box>
    </>
  );
}

const SIDE = {
  display: 'grid',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
  gap: { xs: 4, sm: 3 },
  alignItems: 'start',
} as const;
