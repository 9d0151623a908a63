'use client';

import type { AlertCriteria, AlertRulePreview } from '@cashbeat/shared-types';
import type { FigureForm } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { useZone } from '@/features/settings/when';
import { MeasureLegend } from './measure-legend';
import { pointsOf, standsOf } from './measure-points';
import { MeasureTable } from './measure-table';

export interface MeasureFigureProps {
  preview: AlertRulePreview;
  watched: Pick<AlertCriteria, 'measure' | 'currency' | 'baseline'>;
  form: FigureForm;
  height: number;
}

/** A measure over time against the threshold of its rule, to be seen or read. */
export function MeasureFigure({ preview, watched, form, height }: MeasureFigureProps) {
  const zone = useZone();
  const points = useMemo(() => pointsOf(preview), [preview]);
  const stands = useMemo(() => standsOf(preview), [preview]);
  const clear = points.some((point) => point.clear !== null);
  if (form === 'table') {
    return (
      <MeasureTable points={points} watched={watched} clear={clear} zone={zone} height={height} />
    );
  }
  return (
    <>
      <Box sx={{ height }}>
        <MeasureChart
          points={points}
          stands={stands}
          watched={watched}
          from={Date.parse(preview.from)}
          to={Date.parse(preview.to)}
          zone={zone}
        />
      </Box>
      <MeasureLegend baseline={watched.baseline !== null} clear={clear} />
    </>
  );
}

const MeasureChart = dynamic(() => import('./measure-chart'), {
  ssr: false,
  loading: () => <Skeleton variant="rounded" height="100%" />,
});
