import { useCallback, useMemo } from 'react';
import { useGetOrganisationQuery } from './organisation-api';

/** Names of payment methods for people; a code that nobody named is shown as words. */
export function useMethodName(): (code: string) => string {
  const { data } = useGetOrganisationQuery();
  const names = useMemo(
    () => new Map(data?.methods.map((method) => [method.code, method.name])),
    [data?.methods],
  );
  return useCallback((code: string) => names.get(code) ?? inWords(code), [names]);
}

/** `insufficient_funds` → "Insufficient funds" */
export function inWords(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
