'use client';

import type { Customer } from '@cashbeat/shared-types';
import { enqueueSnackbar } from 'notistack';
import { useState } from 'react';
import { refusalInWords } from '@/features/settings/refusal-in-words';
import { describeFailure } from '@/store/request-failure';
import {
  bulkInWords,
  type BulkDeed,
  bulkOf,
  MOST_AT_ONCE,
  partsOf,
  type Undoing,
  undoingOf,
} from './bulk';
import { useChangeManyMutation, useRestoreCustomerMutation } from './customers-api';
import { undoToast } from './undo-toast';

/** How many are restored at the same time. */
const SIDE_BY_SIDE = 5;

/** Does something with many customers, says so, and takes it back when asked. */
export function useBulk() {
  const [changeMany] = useChangeManyMutation();
  const [restore] = useRestoreCustomerMutation();
  const [busy, setBusy] = useState(false);

  const undo = async ({ changes, restore: gone }: Undoing) => {
    let failure: unknown;
    for (const change of changes) failure ??= (await changeMany(change)).error;
    for (const some of partsOf(gone, SIDE_BY_SIDE)) {
      const outcomes = await Promise.all(some.map((id) => restore(id)));
      failure ??= outcomes.find(({ error }) => error)?.error;
    }
    if (failure) tellFailure(failure, 'Not all of it could be taken back.');
    else enqueueSnackbar('Taken back', { variant: 'success' });
  };

  /** True once it is done. */
  const act = async (deed: BulkDeed, customers: readonly Customer[]): Promise<boolean> => {
    setBusy(true);
    const changed: string[] = [];
    let failure: unknown;
    for (const some of partsOf(customers, MOST_AT_ONCE)) {
      const { data, error } = await changeMany(
        bulkOf(
          deed,
          some.map(({ id }) => id),
        ),
      );
      changed.push(...(data?.changed ?? []));
      failure ??= error;
    }
    setBusy(false);
    if (changed.length > 0) {
      undoToast(bulkInWords(deed, changed.length), () => undo(undoingOf(deed, customers, changed)));
    }
    if (failure) tellFailure(failure, 'Not all of it was done.');
    else if (changed.length === 0) enqueueSnackbar('It was so already', { variant: 'success' });
    return failure === undefined;
  };

  return { act, busy };
}

function tellFailure(error: unknown, consequence: string): void {
  const failure = describeFailure(error);
  enqueueSnackbar(`${consequence} ${refusalInWords(failure)}`, {
    variant: 'error',
    autoHideDuration: 8_000,
  });
}
