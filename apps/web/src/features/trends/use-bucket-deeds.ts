'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { useExplain } from '@/features/explanation/use-explain';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { currentSpan, type TrendsQuery } from '@/features/range/analytics-query';
import { paymentsOf } from '@/features/range/payments-of';
import { useView } from '@/features/range/use-view';
import { questionOf } from './anomaly-words';
import type { ChartPoint } from './chart-points';
import { FINER, spanOfBuckets, zoomedOutView, zoomedView } from './zoom';

/** What can be done with buckets. All of it changes the address: "Back" undoes it. */
export function useBucketDeeds(points: readonly ChartPoint[], query: TrendsQuery) {
  const [{ trail, range, period }, changeView] = useView();
  const router = useRouter();
  const explain = useExplain();
  const { data: organisation } = useGetOrganisationQuery();
  const listZone = organisation?.timeZone ?? query.zone;

  const payments = useCallback(
    (point: ChartPoint) =>
      paymentsOf(
        query,
        listZone,
        { statuses: point.anomaly?.measure === 'success_rate' ? ['failed'] : undefined },
        spanOfBuckets(point, point, currentSpan(query)),
      ),
    [query, listZone],
  );
  const zoom = useCallback(
    (first: number, last: number) => {
      const ends = [points[first], points[last]];
      if (!ends[0] || !ends[1]) return;
      changeView(zoomedView([ends[0], ends[1]], query, { range, period, trail }));
    },
    [points, query, range, period, trail, changeView],
  );
  const zoomOut = useCallback(
    (steps = 1) => {
      const view = zoomedOutView(trail ?? [], steps);
      if (view.range) changeView(view);
    },
    [trail, changeView],
  );
  const open = useCallback(
    (index: number) => {
      const point = points[index];
      if (!point) return;
      if (FINER[query.period]) zoom(index, index);
      else router.push(payments(point));
    },
    [points, query.period, zoom, router, payments],
  );
  const ask = useCallback(
    (index: number) => {
      const point = points[index];
      if (point) explain(questionOf(point, query.period, query.zone));
    },
    [points, query.period, query.zone, explain],
  );
  return useMemo(
    () => ({ trail: trail ?? [], payments, zoom, zoomOut, open, ask }),
    [trail, payments, zoom, zoomOut, open, ask],
  );
}
