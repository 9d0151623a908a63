'use client';

import { useTheme } from '@mui/material/styles';
import { memo, useId, useMemo } from 'react';
import {
  Area,
  Bar,
  type BarShapeProps,
  CartesianGrid,
  ComposedChart,
  Line,
  XAxis,
  YAxis,
} from 'recharts';
import { useFormats } from '@/store/session/use-formats';
import { AnomalyMarks, PlotProbe, VolumeBar } from './chart-marks';
import { type ChartPoint, volumeTicks } from './chart-points';
import type { Plot } from './plot';
import { isSameDrawing } from './same-drawing';

export interface TrendChartProps {
  points: ChartPoint[];
  currency: string;
  /** The measure whose expected band is shown. */
  band: 'volume' | 'success_rate' | null;
  /** Where the bars stand; a function that stays the same. */
  onPlot: (plot: Plot) => void;
}

const MARGIN = { top: 8, right: 0, bottom: 0, left: 0 };
/** As many as of volume, so that both axes share the lines of the grid. */
const RATE_TICKS = [0, 0.25, 0.5, 0.75, 1];
/** The drawing scales with its place at once and is drawn anew in its size a moment later. */
const FILL = { width: '100%', height: '100%' };

const volumeBand = ({ expected }: ChartPoint) =>
  expected && [expected.volume.low, expected.volume.high];
const rateBand = ({ expected }: ChartPoint) =>
  expected?.successRate && [
    Math.max(expected.successRate.low, 0),
    Math.min(expected.successRate.high, 1),
  ];
const previousAmount = ({ previous }: ChartPoint) => previous?.amount ?? null;

/**
 * Volume as bars, success rate as a line on its own axis, what is compared with as a dashed line.
 * Recharts draws, and stays as it is while a pointer or a key moves over it.
 */
function TrendChart({ points, currency, band, onPlot }: TrendChartProps) {
  const { formatMoneyAxis, formatWholeRate } = useFormats();
  const { palette } = useTheme().vars!;
  const hatch = useId();
  const amounts = useMemo(() => volumeTicks(points), [points]);
  const highest = amounts.at(-1)!;
  const tick = { fill: palette.text.secondary, fontSize: 11.5 };
  const labels = useMemo(
    () => new Map(points.map((point) => [point.timestamp, point.label])),
    [points],
  );
  const few = points.length <= 14;
  const compared = useMemo(() => points.some(({ previous }) => previous), [points]);
  const still = { isAnimationActive: false, connectNulls: false, activeDot: false } as const;

  return (
    <ComposedChart
      data={points}
      margin={MARGIN}
      responsive
      style={FILL}
      accessibilityLayer={false}
      barCategoryGap="22%"
    >
      <defs>
        <pattern
          id={hatch}
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={6} height={6} fill={palette.chart.volumeSoft} />
          <line x1={0} y1={0} x2={0} y2={6} stroke={palette.chart.volume} strokeWidth={3} />
        </pattern>
      </defs>
      <CartesianGrid yAxisId="volume" vertical={false} stroke={palette.chart.grid} />
      <XAxis
        dataKey="timestamp"
        tickFormatter={(timestamp: string) => labels.get(timestamp) ?? ''}
        tick={tick}
        tickLine={false}
        axisLine={{ stroke: palette.divider }}
        minTickGap={28}
        tickMargin={8}
        height={30}
      />
      <YAxis
        yAxisId="volume"
        width="auto"
        domain={[0, highest]}
        allowDataOverflow
        ticks={amounts}
        tick={tick}
        tickLine={false}
        axisLine={false}
        tickFormatter={(amount: number) => formatMoneyAxis(amount, currency)}
      />
      <YAxis
        yAxisId="rate"
        orientation="right"
        width="auto"
        domain={[0, 1]}
        ticks={RATE_TICKS}
        tick={tick}
        tickLine={false}
        axisLine={false}
        tickFormatter={formatWholeRate}
      />
      {band && (
        <Area
          {...still}
          className="expected-band"
          yAxisId={band === 'volume' ? 'volume' : 'rate'}
          dataKey={band === 'volume' ? volumeBand : rateBand}
          type="linear"
          stroke={palette.text.disabled}
          strokeWidth={1}
          strokeOpacity={0.35}
          fill={palette.text.disabled}
          fillOpacity={0.16}
        />
      )}
      <Bar
        yAxisId="volume"
        dataKey="amount"
        isAnimationActive={false}
        maxBarSize={44}
        shape={(props: BarShapeProps) => (
          <VolumeBar
            {...props}
            fill={(props.payload as ChartPoint).complete ? palette.chart.volume : `url(#${hatch})`}
          />
        )}
      />
      {compared && (
        <Line
          {...still}
          className="previous-volume"
          yAxisId="volume"
          dataKey={previousAmount}
          type="linear"
          stroke={palette.text.disabled}
          strokeWidth={1.5}
          strokeDasharray="4 3"
          dot={false}
        />
      )}
      <Line
        {...still}
        yAxisId="rate"
        dataKey="successRate"
        type="linear"
        stroke={palette.chart.rate}
        strokeWidth={2}
        dot={few ? { r: 2.5, fill: palette.background.paper, strokeWidth: 2 } : false}
      />
      <AnomalyMarks points={points} highest={highest} />
      <PlotProbe onPlot={onPlot} />
    </ComposedChart>
  );
}

/** Under a busy feed each second brings new figures, and seldom another picture. */
function looksTheSame(drawn: TrendChartProps, next: TrendChartProps): boolean {
  return (
    drawn.currency === next.currency &&
    drawn.band === next.band &&
    drawn.onPlot === next.onPlot &&
    isSameDrawing(drawn.points, next.points)
  );
}

export default memo(TrendChart, looksTheSame);
