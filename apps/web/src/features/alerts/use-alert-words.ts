'use client';

import type { Alert, AlertCriteria } from '@cashbeat/shared-types';
import { useMemo } from 'react';
import { useMethodName } from '@/features/organisation/use-method-name';
import { useFormats } from '@/store/session/use-formats';
import { alertFinding, alertHeadline } from './alert-words';
import { formatMeasure, ruleSentence } from './measure-words';

/** Rules and alerts in the organisation's own words: its names of methods, its way of writing numbers. */
export function useAlertWords() {
  const formats = useFormats();
  const methodName = useMethodName();
  return useMemo(() => {
    const parts = { ...formats, methodName };
    return {
      headline: (alert: Alert) => alertHeadline(alert, parts),
      finding: (alert: Alert) => alertFinding(alert, parts),
      sentence: (rule: Omit<AlertCriteria, 'summary' | 'cooldownMinutes'>) =>
        ruleSentence(rule, parts),
      figure: (value: number, watched: Pick<AlertCriteria, 'measure' | 'currency'>) =>
        formatMeasure(value, watched, formats),
    };
  }, [formats, methodName]);
}
