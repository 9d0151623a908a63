'use client';

import type { AlertCriteria } from '@cashbeat/shared-types';
import { useTheme } from '@mui/material/styles';
import { useMemo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useFormats } from '@/store/session/use-formats';
import { formatMeasureAxis, MEASURE_NAMES } from './measure-words';
import { areDays, type MeasurePoint, type Stand, ticksOf, scaleOf } from './measure-points';
import { MeasureTooltip } from './measure-tooltip';

export interface MeasureChartProps {
  points: readonly MeasurePoint[];
  stands: readonly Stand[];
  watched: Pick<AlertCriteria, 'measure' | 'currency'>;
  from: number;
  to: number;
  zone: string;
}

const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
/** Live lines that stand for what is known: no marks, no motion, no bridge over a gap. */
const STILL = { dot: false, activeDot: false, isAnimationActive: false, connectNulls: false };
const FILL = { width: '100%', height: '100%' };

/** A measure over time, where its rule begins and ends to hold, and when an alert stood. */
export default function MeasureChart({
  points,
  stands,
  watched,
  from,
  to,
  zone,
}: MeasureChartProps) {
  const formats = useFormats();
  const { palette } = useTheme().vars!;
  const tick = { fill: palette.text.secondary, fontSize: 11.5 };
  const ticks = useMemo(() => ticksOf(from, to), [from, to]);
  const scale = useMemo(() => scaleOf(points, watched), [points, watched]);
  const label = areDays(from, to) ? formats.formatDay : formats.formatHourOfDay;
  return (
    <ComposedChart
      data={[...points]}
      margin={MARGIN}
      responsive
      style={FILL}
      accessibilityLayer
      aria-label={`${MEASURE_NAMES[watched.measure]} over time. Arrow keys walk through it.`}
    >
      <CartesianGrid vertical={false} stroke={palette.chart.grid} />
      {stands.map((stand) => (
        <ReferenceArea
          key={stand.from}
          x1={Math.max(stand.from, from)}
          x2={Math.min(stand.to, to)}
          fill={palette.tone.failure.main}
          fillOpacity={0.14}
          stroke={palette.tone.failure.main}
          strokeOpacity={0.5}
          ifOverflow="hidden"
        />
      ))}
      <XAxis
        dataKey="at"
        type="number"
        scale="time"
        domain={[from, to]}
        ticks={ticks}
        tickFormatter={(at: number) => label(at, zone)}
        tick={tick}
        tickLine={false}
        axisLine={{ stroke: palette.divider }}
        minTickGap={20}
        tickMargin={8}
        height={30}
      />
      <YAxis
        width="auto"
        domain={[0, scale.at(-1)!]}
        ticks={scale}
        tick={tick}
        tickLine={false}
        axisLine={false}
        tickFormatter={(value: number) => formatMeasureAxis(value, watched, formats)}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: palette.surface.borderStrong }}
        content={({ active, payload }) => (
          <MeasureTooltip
            point={active ? (payload?.[0]?.payload as MeasurePoint | undefined) : undefined}
            watched={watched}
            zone={zone}
          />
        )}
      />
      <Line
        dataKey="baseline"
        type="linear"
        stroke={palette.text.disabled}
        strokeDasharray="2 3"
        strokeWidth={1.25}
        {...STILL}
      />
      <Area
        dataKey="value"
        type="linear"
        stroke={palette.chart.volume}
        strokeWidth={1.75}
        fill={palette.chart.volume}
        fillOpacity={0.12}
        dot={false}
        activeDot={{ r: 3.5, fill: palette.chart.volume, stroke: palette.background.paper }}
        isAnimationActive={false}
        connectNulls={false}
      />
      <Line
        className="threshold"
        dataKey="threshold"
        type="stepAfter"
        stroke={palette.tone.failure.main}
        strokeWidth={1.5}
        strokeDasharray="7 4"
        {...STILL}
      />
      <Line
        className="clear"
        dataKey="clear"
        type="stepAfter"
        stroke={palette.tone.success.main}
        strokeWidth={1.5}
        strokeDasharray="2 4"
        {...STILL}
      />
    </ComposedChart>
  );
}
