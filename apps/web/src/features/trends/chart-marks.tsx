'use client';

import { useTheme } from '@mui/material/styles';
import { useEffect } from 'react';
import { type BarShapeProps, usePlotArea } from 'recharts';
import type { ChartPoint } from './chart-points';
import { markHeight, middleOf, type Plot } from './plot';

const CORNER = 3;

/** A bar with round corners at its top. */
export function VolumeBar({
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

export interface AnomalyMarksProps {
  points: readonly ChartPoint[];
  /** The top of the volume axis. */
  highest: number;
}

/** A triangle for each unusual bucket, which points to the side on which it lies. */
export function AnomalyMarks({ points, highest }: AnomalyMarksProps) {
  const plot = usePlotArea();
  const { palette } = useTheme().vars!;
  if (!plot) return null;
  return (
    <g>
      {points.map((point, index) => {
        const height = markHeight(point, highest, plot.height);
        if (height === undefined) return null;
        const x = plot.x + middleOf(index, plot.width, points.length);
        return (
          <path
            key={point.timestamp}
            className="anomaly-mark"
            d={TRIANGLES[point.anomaly!.direction]}
            transform={`translate(${x},${plot.y + height})`}
            fill={palette.tone.failure.main}
            stroke={palette.background.paper}
            strokeWidth={1.5}
            strokeLinejoin="round"
          />
        );
      })}
    </g>
  );
}

export const TRIANGLES = { above: 'M0,-6.5L6,4.5H-6z', below: 'M0,6.5L6,-4.5H-6z' } as const;

/** Tells where the plot is, whenever that changes. Draws nothing. */
export function PlotProbe({ onPlot }: { onPlot: (plot: Plot) => void }) {
  const area = usePlotArea();
  const { x, y, width, height } = area ?? {};
  useEffect(() => {
    if (x === undefined || y === undefined || !width || !height) return;
    onPlot({ x, y, width, height });
  }, [x, y, width, height, onPlot]);
  return null;
}
