'use client';

import { defaultPeriod, type Period, periodsFor } from '@cashbeat/utils';
import { useMemo } from 'react';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { type AnalyticsQuery, currentSpan } from './analytics-query';
import { useView } from './use-view';

/** The figures that the address asks for, once the organisation's defaults are known. */
export function useAnalyticsQuery(): AnalyticsQuery | undefined {
  const [{ range, zone, currency, method, compare = 'previous' }] = useView();
  const { data: organisation } = useGetOrganisationQuery();
  return useMemo(
    () =>
      organisation && {
        range,
        zone: zone ?? organisation.timeZone,
        currency: currency ?? organisation.defaultCurrency,
        method,
        compare: compare === 'none' ? undefined : compare,
      },
    [organisation, range, zone, currency, method, compare],
  );
}

/** The grain in force and those that can be chosen: the one asked for, where the range allows it. */
export function usePeriod(query: AnalyticsQuery | undefined): {
  period: Period;
  allowed: Period[];
} {
  const [{ period }] = useView();
  return useMemo(() => {
    if (!query) return { period: period ?? 'day', allowed: [] };
    const span = currentSpan(query);
    const allowed = periodsFor(span);
    return { period: period && allowed.includes(period) ? period : defaultPeriod(span), allowed };
  }, [query, period]);
}
