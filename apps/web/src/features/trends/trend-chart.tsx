'use client';

import { useTheme } from '@mui/material/styles';
import { useId, useMemo } from 'react';
import {
  Bar,
  type BarShapeProps,
  CartesianGrid,
  ComposedChart,
  Line,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useFormats } from '@/store/session/use-formats';
import { type ChartPoint, volumeTicks } from './chart-points';
import { TrendTooltip } from './trend-tooltip';

export interface TrendChartProps {
  points: ChartPoint[];
  currency: string;
}

const MARGIN = { top: 8, right: 0, bottom: 0, left: 0 };
/** As many as of volume, so that both axes share the lines of the grid. */
const RATE_TICKS = [0, 0.25, 0.5, 0.75, 1];
/** The drawing scales with its place at once and is drawn anew in its size a moment later. */
const FILL = { width: '100%', height: '100%' };

/** Volume as bars, success rate as a line on its own axis. Recharts lives in this file alone. */
export default function TrendChart({ points, currency }: TrendChartProps) {
  const { formatMoneyAxis, formatWholeRate } = useFormats();
  const { palette } = useTheme().vars!;
  const hatch = useId();
  const amounts = useMemo(() => volumeTicks(points), [points]);
  const tick = { fill: palette.text.secondary, fontSize: 11.5 };
  const labels = useMemo(
    () => new Map(points.map((point) => [point.timestamp, point.label])),
    [points],
  );
  const few = points.length <= 14;

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
        domain={[0, amounts.at(-1)!]}
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
      <Tooltip
        isAnimationActive={false}
        cursor={{ fill: palette.surface.sunken }}
        content={({ active, payload }) => (
          <TrendTooltip
            point={active ? (payload?.[0]?.payload as ChartPoint | undefined) : undefined}
            currency={currency}
          />
        )}
      />
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
      <Line
        yAxisId="rate"
        dataKey="successRate"
        type="linear"
        stroke={palette.chart.rate}
        strokeWidth={2}
        isAnimationActive={false}
        connectNulls={false}
        dot={few ? { r: 2.5, fill: palette.background.paper, strokeWidth: 2 } : false}
        activeDot={{ r: 4, fill: palette.chart.rate, stroke: palette.background.paper }}
      />
    </ComposedChart>
  );
}

const CORNER = 3;

function VolumeBar({
  x,
  y,
  width,
  height,
  fill,
}: Pick<BarShapeProps, 'x' | 'y' | 'width' | 'height' | 'fill'>) {
  const [left, top, wide, high] = [Number(x), Number(y), Number(width), Number(height)];
  if (!(high > 0)) return null;
  const corner = Math.min(CORNER, wide / 2, high);
  return (
    <path
      className="volume-bar"
      fill={fill}
      d={`M${left},${top + high}v${corner - high}q0,${-corner} ${corner},${-corner}h${wide - 2 * corner}q${corner},0 ${corner},${corner}v${high - corner}z`}
    />
  );
}
