'use client';

import { useEffect, useRef } from 'react';
import { CHANGED } from '@/features/customers/customers-api';
import { api } from '@/store/api';
import { useAppDispatch } from '@/store/hooks';
import { useGetCustomerImportQuery } from './imports-api';
import { goesOn, pollEvery } from './polling';
import { useHidden } from './use-hidden';

/** An import, asked for again and again while it changes by itself, and whenever somebody comes back. */
export function useImport(id: string, allowed: boolean) {
  const hidden = useHidden();
  const { state } = useGetCustomerImportQuery(id, {
    skip: !allowed,
    selectFromResult: ({ currentData }) => ({ state: currentData?.state }),
  });
  const query = useGetCustomerImportQuery(id, {
    skip: !allowed,
    refetchOnMountOrArgChange: 5,
    refetchOnFocus: true,
    pollingInterval: pollEvery(state, hidden),
  });
  const dispatch = useAppDispatch();
  const before = useRef(state);
  useEffect(() => {
    const was = before.current;
    before.current = state;
    // What was recorded or taken back is in every list of customers.
    if (was !== 'checking' && goesOn(was) && !goesOn(state)) {
      dispatch(api.util.invalidateTags([...CHANGED, 'Receivables']));
    }
  }, [state, dispatch]);
  return query;
}
