'use client';

import type { FigureForm } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import dynamic from 'next/dynamic';
import { memo, useState } from 'react';
import type { TrendsQuery } from '@/features/range/analytics-query';
import { useFormats } from '@/store/session/use-formats';
import { AnomalyList } from './anomaly-list';
import { type ChartPoint, summarise } from './chart-points';
import { ChartSkeleton } from './chart-skeleton';
import { NoPayments } from './no-payments';
import { TrendCrumbs } from './trend-crumbs';
import { TrendLegend } from './trend-legend';
import { TrendView } from './trend-view';
import { useBucketDeeds } from './use-bucket-deeds';

const TrendTable = dynamic(() => import('./trend-table'), { loading: () => <ChartSkeleton /> });

export interface TrendFigureProps {
  points: ChartPoint[];
  query: TrendsQuery;
  form: FigureForm;
  /** What is compared with: "Previous period". */
  before?: string;
  /** What is shown may be out of date. */
  outdated: boolean;
}

/** The buckets as chart or table, with what the marks mean, what is unusual, and all in a sentence. */
export const TrendFigure = memo(function TrendFigure({
  points,
  query,
  form,
  before,
  outdated,
}: TrendFigureProps) {
  const formats = useFormats();
  const deeds = useBucketDeeds(points, query);
  const [expected, setExpected] = useState(false);
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  const { currency, period } = query;
  const empty = points.every((point) => point.count === 0);

  const body = () => {
    if (empty) return <NoPayments query={query} />;
    if (form === 'table') return <TrendTable points={points} currency={currency} />;
    return (
      <TrendView
        points={points}
        currency={currency}
        expected={expected}
        pointedAt={pointedAt}
        opens={period === 'hour' ? 'its payments' : period === 'day' ? 'its hours' : 'its days'}
        onOpen={deeds.open}
        onZoom={deeds.zoom}
        onZoomOut={deeds.zoomOut}
        onExplain={deeds.ask}
      />
    );
  };

  return (
    <>
      <TrendCrumbs query={query} trail={deeds.trail} onZoomOut={deeds.zoomOut} />
      {form === 'chart' && !empty && (
        <TrendLegend
          before={points.some(({ previous }) => previous) ? before : undefined}
          part={points.some(({ complete }) => !complete) ? period : undefined}
          unusual={points.some(({ anomaly }) => anomaly)}
          expected={points.some((point) => point.expected) ? expected : undefined}
          onExpected={setExpected}
        />
      )}
      <Box data-testid="trend-body" sx={{ flex: 1, minHeight: 0, opacity: outdated ? 0.55 : 1 }}>
        {body()}
      </Box>
      {!empty && (
        <>
          <AnomalyList
            points={points}
            currency={currency}
            paymentsOf={deeds.payments}
            onExplain={deeds.ask}
            onPoint={setPointedAt}
          />
          <Typography component="figcaption" variant="caption" color="textSecondary" sx={{ pt: 2 }}>
            {summarise(points, currency, period, formats)}
          </Typography>
        </>
      )}
    </>
  );
});
