'use client';

import { useTheme } from '@mui/material/styles';
import { memo, useMemo } from 'react';
import { CartesianGrid, ComposedChart, XAxis, YAxis } from 'recharts';
import { useFormats } from '@/store/session/use-formats';
import { axisWidth, LABEL_SIZE } from './axis-width';
import { volumeTicks } from './chart-points';
import type { Plot } from './plot';
import { PlotProbe } from './plot-probe';
import { type Marked, MarkedContext, TrendMarks } from './trend-marks';

export interface TrendChartProps extends Pick<Marked, 'points' | 'band'> {
  currency: string;
  /** Where the bars stand; a function that stays the same. */
  onPlot: (plot: Plot) => void;
}

const MARGIN = { top: 8, right: 0, bottom: 0, left: 0 };
/** As many as of volume, so that both axes share the lines of the grid. */
const RATE_TICKS = [0, 0.25, 0.5, 0.75, 1];
/** As given, whatever the data; there is room for each tick, so that none has to be measured. */
const SCALE = { allowDataOverflow: true, interval: 0 } as const;
/** The drawing scales with its place at once and is drawn anew in its size a moment later. */
const FILL = { width: '100%', height: '100%' };

/**
 * Volume as bars, success rate as a line on its own axis, what is compared with as a dashed line.
 * Recharts lays out the axes, and again only when they change; the marks between them follow a busy
 * feed without it, and neither is drawn again for a pointer or a key.
 */
export default function TrendChart({ points, currency, band, onPlot }: TrendChartProps) {
  const highest = volumeTicks(points).at(-1)!;
  const marked = useMemo(() => ({ points, highest, band }), [points, highest, band]);
  return (
    <MarkedContext value={marked}>
      <Axes points={points} highest={highest} currency={currency} onPlot={onPlot} />
    </MarkedContext>
  );
}

interface AxesProps extends Omit<TrendChartProps, 'band'> {
  /** The top of the volume axis. */
  highest: number;
}

const Axes = memo(function Axes({ points, currency, onPlot }: AxesProps) {
  const { formatMoneyAxis, formatWholeRate } = useFormats();
  const { palette } = useTheme().vars!;
  const amounts = volumeTicks(points);
  const formatAmount = (amount: number) => formatMoneyAxis(amount, currency);
  const tick = { fill: palette.text.secondary, fontSize: LABEL_SIZE };
  const labels = new Map(points.map(({ timestamp, label }) => [timestamp, label]));

  return (
    <ComposedChart data={points} margin={MARGIN} responsive style={FILL} accessibilityLayer={false}>
      <CartesianGrid yAxisId="volume" vertical={false} stroke={palette.chart.grid} />
      <XAxis
        dataKey="timestamp"
        scale="band"
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
        width={axisWidth(amounts.map(formatAmount))}
        {...SCALE}
        domain={[0, amounts.at(-1)!]}
        ticks={amounts}
        tick={tick}
        tickLine={false}
        axisLine={false}
        tickFormatter={formatAmount}
      />
      <YAxis
        yAxisId="rate"
        orientation="right"
        width={axisWidth(RATE_TICKS.map(formatWholeRate))}
        {...SCALE}
        domain={[0, 1]}
        ticks={RATE_TICKS}
        tick={tick}
        tickLine={false}
        axisLine={false}
        tickFormatter={formatWholeRate}
      />
      <TrendMarks />
      <PlotProbe onPlot={onPlot} />
    </ComposedChart>
  );
}, haveSameAxes);

function haveSameAxes(drawn: AxesProps, next: AxesProps): boolean {
  return (
    drawn.highest === next.highest &&
    drawn.currency === next.currency &&
    drawn.onPlot === next.onPlot &&
    drawn.points.length === next.points.length &&
    drawn.points.every(
      ({ timestamp, label }, index) =>
        timestamp === next.points[index]!.timestamp && label === next.points[index]!.label,
    )
  );
}
