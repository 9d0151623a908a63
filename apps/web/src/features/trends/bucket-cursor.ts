/** Where a reader of the chart is: a bucket, and the other end of a selection that began there. */
export interface Cursor {
  active: number | null;
  anchor: number | null;
}

export const NOWHERE: Cursor = { active: null, anchor: null };

const STEPS: Partial<Record<string, (at: number, last: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  PageUp: (at) => at - 7,
  PageDown: (at) => at + 7,
  Home: () => 0,
  End: (_, last) => last,
};

/** Where a key leads; undefined where it leads nowhere. With Shift it draws a selection along. */
export function moved(
  { active, anchor }: Cursor,
  key: string,
  shift: boolean,
  count: number,
): Cursor | undefined {
  const step = STEPS[key];
  if (!step || count === 0) return undefined;
  const last = count - 1;
  // The newest bucket is where reading begins, whichever way the arrow points.
  const next = active === null && key.startsWith('Arrow') ? last : step(active ?? last, last);
  const at = Math.min(Math.max(next, 0), last);
  return { active: at, anchor: shift ? (anchor ?? active ?? at) : null };
}

/** The selected buckets in their order; undefined where fewer than two are. */
export function selectionOf({ active, anchor }: Cursor): [number, number] | undefined {
  if (active === null || anchor === null || active === anchor) return undefined;
  return active < anchor ? [active, anchor] : [anchor, active];
}
