'use client';

import { useTheme } from '@mui/material/styles';
import { createContext, useContext, useId } from 'react';
import { Curve, usePlotArea } from 'recharts';
import type { ChartPoint } from './chart-points';
import { barPath, barWidth, markHeight, type Places, type Plot, placesIn } from './plot';

export interface Marked {
  points: ChartPoint[];
  /** The top of the volume axis. */
  highest: number;
  /** The measure whose expected band is shown. */
  band: 'volume' | 'success_rate' | null;
}

/** Reaches the marks past the chart, which would lay itself out again for other children. */
export const MarkedContext = createContext<Marked>({ points: [], highest: 1, band: null });

/** So few buckets that each stands for itself, also on the line. */
const FEW = 14;

/** Band, bars, lines and the marks of what is unusual, in the plot of the chart around them. */
export function TrendMarks() {
  const plot = usePlotArea();
  const { points, highest, band } = useContext(MarkedContext);
  if (!plot || points.length === 0) return null;
  const drawn = { points, highest, plot, places: placesIn(plot, points.length) };
  return (
    <g>
      {band && <ExpectedBand {...drawn} measure={band} />}
      <Bars {...drawn} />
      <Lines {...drawn} />
      <AnomalyMarks {...drawn} />
    </g>
  );
}

interface Drawn extends Pick<Marked, 'points' | 'highest'> {
  plot: Plot;
  places: Places;
}

function ExpectedBand({
  points,
  highest,
  places: { x, y },
  measure,
}: Drawn & { measure: NonNullable<Marked['band']> }) {
  const { palette } = useTheme().vars!;
  const edge = (side: 'low' | 'high') =>
    points.map(({ expected }, index) => {
      const bound =
        measure === 'volume'
          ? expected && expected.volume[side] / highest
          : expected?.successRate?.[side];
      return { x: x(index), y: y(bound) };
    });
  return (
    <Curve
      className="expected-band"
      points={edge('high')}
      baseLine={edge('low')}
      stroke={palette.text.disabled}
      strokeWidth={1}
      strokeOpacity={0.35}
      fill={palette.text.disabled}
      fillOpacity={0.16}
    />
  );
}

/** What is not whole yet is hatched. */
function Bars({ points, highest, plot, places: { x, y } }: Drawn) {
  const { palette } = useTheme().vars!;
  const wide = barWidth(plot, points.length);
  const bottom = y(0)!;
  const hatch = useId();
  return (
    <>
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
      {points.map(
        ({ timestamp, amount, complete }, index) =>
          amount > 0 && (
            <path
              key={timestamp}
              className="volume-bar"
              fill={complete ? palette.chart.volume : `url(#${hatch})`}
              d={barPath(x(index), y(amount / highest)!, wide, bottom)}
            />
          ),
      )}
    </>
  );
}

function Lines({ points, highest, places: { x, y } }: Drawn) {
  const { palette } = useTheme().vars!;
  const rates = points.map(({ successRate }, index) => ({ x: x(index), y: y(successRate) }));
  const compared = points.some(({ previous }) => previous);
  return (
    <>
      {compared && (
        <Curve
          className="previous-volume"
          points={points.map(({ previous }, index) => ({
            x: x(index),
            y: y(previous && previous.amount / highest),
          }))}
          fill="none"
          stroke={palette.text.disabled}
          strokeWidth={1.5}
          strokeDasharray="4 3"
        />
      )}
      <Curve
        className="success-rate"
        points={rates}
        fill="none"
        stroke={palette.chart.rate}
        strokeWidth={2}
      />
      {points.length <= FEW &&
        rates.map(
          (rate) =>
            rate.y !== null && (
              <circle
                key={rate.x}
                cx={rate.x}
                cy={rate.y}
                r={2.5}
                fill={palette.background.paper}
                stroke={palette.chart.rate}
                strokeWidth={2}
              />
            ),
        )}
    </>
  );
}

/** A triangle for each unusual bucket, which points to the side on which it lies. */
function AnomalyMarks({ points, highest, plot, places }: Drawn) {
  const { palette } = useTheme().vars!;
  return points.map((point, index) => {
    const height = markHeight(point, highest, plot.height);
    if (height === undefined) return null;
    return (
      <path
        key={point.timestamp}
        className="anomaly-mark"
        d={TRIANGLES[point.anomaly!.direction]}
        transform={`translate(${places.x(index)},${plot.y + height})`}
        fill={palette.tone.failure.main}
        stroke={palette.background.paper}
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
    );
  });
}

const TRIANGLES = { above: 'M0,-6.5L6,4.5H-6z', below: 'M0,6.5L6,-4.5H-6z' } as const;
