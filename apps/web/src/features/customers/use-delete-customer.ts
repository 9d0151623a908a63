'use client';

import type { Customer } from '@cashbeat/shared-types';
import { enqueueSnackbar } from 'notistack';
import { refusalInWords } from '@/features/settings/refusal-in-words';
import { describeFailure } from '@/store/request-failure';
import { useDeleteCustomerMutation, useRestoreCustomerMutation } from './customers-api';
import { undoToast } from './undo-toast';

/** Deletes a customer and brings one back; nothing is asked before, as both can be undone. */
export function useDeleteCustomer({ id, name }: Pick<Customer, 'id' | 'name'>) {
  const [remove, removing] = useDeleteCustomerMutation();
  const [bringBack, bringing] = useRestoreCustomerMutation();

  const restore = async () => {
    const { error } = await bringBack(id);
    if (error) tellFailure(error);
    else enqueueSnackbar(`${name} is back`, { variant: 'success' });
  };
  return {
    remove: async () => {
      const { error } = await remove(id);
      if (error) tellFailure(error);
      else undoToast(`${name} was deleted`, restore);
    },
    restore,
    busy: removing.isLoading || bringing.isLoading,
  };
}

function tellFailure(error: unknown): void {
  enqueueSnackbar(refusalInWords(describeFailure(error)), {
    variant: 'error',
    autoHideDuration: 8_000,
  });
}
