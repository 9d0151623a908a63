'use client';

import { closeSnackbar, enqueueSnackbar } from 'notistack';
import { useEffect } from 'react';
import { raisedSeen, selectRaised } from '@/store/alerts/raised-slice';
import { useAppDispatch, useAppSelector } from '@/store/hooks';

const KEY = 'raised-alerts';
/** Long enough to be read and reached; what is critical stays until somebody acts. */
const SHOWN_MILLISECONDS = 12_000;

/** Tells of alerts as they are raised: one toast for as many as there are. */
export function AlertToasts() {
  const raised = useAppSelector(selectRaised);
  const dispatch = useAppDispatch();
  const count = raised.length;
  const critical = raised.some(({ severity }) => severity === 'critical');
  useEffect(() => {
    if (count === 0) {
      closeSnackbar(KEY);
      return undefined;
    }
    enqueueSnackbar('', { key: KEY, variant: 'raised', persist: true, preventDuplicate: true });
    if (critical) return undefined;
    const timer = setTimeout(() => dispatch(raisedSeen()), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [count, critical, dispatch]);
  return null;
}
