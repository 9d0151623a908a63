'use client';

import type { Alert } from '@cashbeat/shared-types';
import { enqueueSnackbar } from 'notistack';
import { describeFailure, type RequestFailure } from '@/store/request-failure';
import { refusalInWords } from '@/features/settings/refusal-in-words';
import { type AlertStep, useStepAlertMutation } from './alerts-api';

const DONE: Record<AlertStep['kind'], string> = {
  acknowledge: 'Acknowledged',
  assign: 'Assigned',
  snooze: 'Snoozed',
  resolve: 'Resolved',
};

/** A step with an alert. What came of it is told in a toast; the alert itself is read again. */
export function useAlertStep({ id, version }: Pick<Alert, 'id' | 'version'>) {
  const [ask, { isLoading }] = useStepAlertMutation();
  /** True once it is done. */
  const step = async (wanted: AlertStep): Promise<boolean> => {
    const { error } = await ask({ id, version, step: wanted });
    if (error) enqueueSnackbar(stepRefusal(describeFailure(error)), { variant: 'error' });
    else enqueueSnackbar(wordsOf(wanted), { variant: 'success' });
    return !error;
  };
  return { step, busy: isLoading };
}

function wordsOf(step: AlertStep): string {
  return step.kind === 'assign' && step.assignee === null ? 'Assigned to nobody' : DONE[step.kind];
}

/** Why a step was not taken. */
export function stepRefusal(failure: RequestFailure): string {
  if (failure.code === 'alert_changed') {
    return 'Somebody was quicker: the alert has changed meanwhile. It is shown now as it stands.';
  }
  return refusalInWords(failure);
}
