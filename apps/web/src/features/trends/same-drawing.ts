import { type ChartPoint, volumeTicks } from './chart-points';

/** Of the height of the chart: less than a pixel of the tallest screen. */
const INVISIBLE = 1 / 1_000;

/** Whether a drawing of these points would look the same. What is said of them is another matter. */
export function isSameDrawing(drawn: readonly ChartPoint[], next: readonly ChartPoint[]): boolean {
  if (drawn === next) return true;
  const highest = volumeTicks(next).at(-1)!;
  if (drawn.length !== next.length || volumeTicks(drawn).at(-1) !== highest) return false;
  return next.every((point, index) => {
    const before = drawn[index]!;
    return (
      point.timestamp === before.timestamp &&
      point.label === before.label &&
      point.complete === before.complete &&
      point.expected === before.expected &&
      point.anomaly === before.anomaly &&
      isNear(point.amount, before.amount, highest) &&
      isNear(point.successRate, before.successRate, 1) &&
      isNear(point.previous?.amount, before.previous?.amount, highest)
    );
  });
}

function isNear(
  one: number | null | undefined,
  other: number | null | undefined,
  scale: number,
): boolean {
  if (typeof one !== 'number' || typeof other !== 'number') return one === other;
  return Math.abs(one - other) <= scale * INVISIBLE;
}
