import type { AlertCriteria, AlertRulePreview } from '@cashbeat/shared-types';

/** A moment of the chart; figures in the unit of the measure, null without evidence. */
export interface MeasurePoint {
  at: number;
  value: number | null;
  baseline: number | null;
  threshold: number | null;
  clear: number | null;
  firing: boolean;
}

/** A time in which an alert stood, or would have. */
export interface Stand {
  from: number;
  to: number;
}

export function pointsOf({ points }: AlertRulePreview): MeasurePoint[] {
  return points.map(({ timestamp, value, baseline, threshold, clearThreshold, firing }) => ({
    at: Date.parse(timestamp),
    value,
    baseline,
    threshold,
    // Drawn where it is another line than the threshold.
    clear: clearThreshold === threshold ? null : clearThreshold,
    firing,
  }));
}

/** Alerts that a rule would have raised; those that stand at the end of the range reach it. */
export function standsOf({ firings, from, to }: AlertRulePreview): Stand[] {
  return firings.map(({ raisedAt, endedAt }) => ({
    from: Math.max(Date.parse(raisedAt), Date.parse(from)),
    to: Date.parse(endedAt ?? to),
  }));
}

const LINES = 4;

/** Round figures for the axis, the last of them above all that is shown; a rate ends with all of it. */
export function scaleOf(
  points: readonly MeasurePoint[],
  { measure }: Pick<AlertCriteria, 'measure'>,
): number[] {
  const values = points.flatMap(({ value, baseline, threshold }) =>
    [value, baseline, threshold].filter((each) => each !== null),
  );
  const rate = measure === 'failure_rate';
  const most = Math.max(rate ? 0.05 : 0, ...values) * 1.05 || 1;
  const power = 10 ** Math.floor(Math.log10(most / LINES));
  const step = power * ([1, 2, 2.5, 5, 10].find((each) => each * power * LINES >= most) ?? 10);
  const top = rate ? Math.min(most, 1) : most;
  const count = Math.ceil(Number((top / step).toFixed(6)));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** The lowest and the highest value; null without any. */
export function extremesOf(points: readonly MeasurePoint[]): [number, number] | null {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
}

const HOUR = 3_600_000;
const STEPS = [
  HOUR / 12,
  HOUR / 4,
  HOUR / 2,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
  48 * HOUR,
  72 * HOUR,
  168 * HOUR,
];
const MOST_TICKS = 7;

/** Round moments for the axis, few enough to be read. */
export function ticksOf(from: number, to: number): number[] {
  const step = STEPS.find((each) => (to - from) / each <= MOST_TICKS) ?? 336 * HOUR;
  const first = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step);
}

/** Whether the ticks name days rather than hours. */
export function areDays(from: number, to: number): boolean {
  return to - from > 48 * HOUR;
}
