'use client';

import { TextAreaField, TextField } from '@/features/forms';
import { Side } from './side';

/** The fields of a charge. `anew`: the day it was charged can be said once only. */
export function ChargeFields({ currency, anew = false }: { currency: string; anew?: boolean }) {
  return (
    <>
      <Side>
        <TextField
          name="amount"
          label={`Amount in ${currency}`}
          inputMode="decimal"
          autoComplete="off"
          autoFocus
        />
        <TextField name="dueDate" label="Due date" type="date" />
      </Side>
      <TextAreaField
        name="description"
        label="Description"
        placeholder="Invoice 2026-0042"
        autoComplete="off"
        optional
      />
      <Side>
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
      </Side>
    </>
  );
}
