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

/** Where marks stand in the drawing, in pixels. */
export interface Places {
  /** The middle of a bucket. */
  x: (index: number) => number;
  /** A share of the height of the plot; null where there is nothing to show. */
  y: (share: number | null | undefined) => number | null;
}

/** What moves by less is not painted anew. */
const tenths = (pixels: number) => Math.round(pixels * 10) / 10;

export function placesIn(plot: Plot, count: number): Places {
  return {
    x: (index) => tenths(plot.x + middleOf(index, plot.width, count)),
    y: (share) =>
      typeof share === 'number'
        ? tenths(plot.y + plot.height * (1 - Math.min(Math.max(share, 0), 1)))
        : null,
  };
}

/** Of the width of a bucket. */
const BAR_SHARE = 0.56;
const WIDEST = 44;
const CORNER = 3;

export function barWidth({ width }: Plot, count: number): number {
  return tenths(Math.min((width / count) * BAR_SHARE, WIDEST));
}

/** The outline of a bar with round corners at its top. */
export function barPath(middle: number, top: number, width: number, bottom: number): string {
  const high = tenths(bottom - top);
  const corner = tenths(Math.min(CORNER, width / 2, high));
  const side = tenths(high - corner);
  const left = tenths(middle - width / 2);
  return `M${left},${bottom}v${-side}q0,${-corner} ${corner},${-corner}h${tenths(width - 2 * corner)}q${corner},0 ${corner},${corner}v${side}z`;
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
