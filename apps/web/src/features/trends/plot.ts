import type { ChartPoint } from './chart-points';

/** Where the bars stand in the chart, in pixels. */
export interface Plot {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The bucket at a distance from the left of the plot. */
export function bucketAt(x: number, width: number, count: number): number {
  return Math.min(Math.max(Math.floor((x / width) * count), 0), count - 1);
}

/** The middle of a bucket, from the left of the plot. */
export function middleOf(index: number, width: number, count: number): number {
  return ((index + 0.5) / count) * width;
}

/** Clear of the bar, or of the dot of the line, that is marked. */
const LIFT = 9;
const EDGE = 7;

/** How far from the top of the plot the mark of an anomaly stands; undefined without one. */
export function markHeight(point: ChartPoint, highest: number, height: number): number | undefined {
  if (!point.anomaly) return undefined;
  const { measure, actual, direction } = point.anomaly;
  const share = measure === 'volume' ? actual / highest : actual;
  const lift = measure === 'success_rate' && direction === 'below' ? -LIFT : LIFT;
  return Math.min(Math.max(height * (1 - share) - lift, EDGE), height - EDGE);
}
