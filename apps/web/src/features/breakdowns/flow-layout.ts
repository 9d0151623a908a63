import type { FlowStep } from '@cashbeat/shared-types';

export type FlowKey = 'created' | 'succeeded' | 'failed' | 'pending' | 'kept' | 'refunded';

/** Where payments may stand, a column for each move, from top to bottom. */
export const FLOW_COLUMNS: readonly (readonly FlowKey[])[] = [
  ['created'],
  ['succeeded', 'failed', 'pending'],
  ['kept', 'refunded'],
];

export interface FlowNode {
  key: FlowKey;
  column: number;
  top: number;
  height: number;
  count: number;
  /** Absent for the first, whose payments are counted and not summed. */
  amount?: number;
}

export interface FlowRibbon {
  from: FlowKey;
  to: FlowKey;
  /** Its upper edge and its thickness where it begins, and where it ends. */
  start: { top: number; height: number };
  end: { top: number; height: number };
}

export interface FlowLayout {
  nodes: FlowNode[];
  ribbons: FlowRibbon[];
  height: number;
}

export interface FlowMeasures {
  /** Of all payments together. */
  full: number;
  /** Every node has room for its words. */
  slot: number;
}

/** So thin that it is just seen. */
const LEAST = 2;

/** Places nodes and ribbons, as thick as they have payments; what is empty stays as a line. */
export function layoutFlow(steps: readonly FlowStep[], { full, slot }: FlowMeasures): FlowLayout {
  const created = sum(steps.filter(({ from }) => from === 'created'));
  const thickness = (count: number) =>
    created === 0 ? 0 : Math.max((count / created) * full, count > 0 ? LEAST : 0);
  const nodes: FlowNode[] = [];
  let height = 0;
  FLOW_COLUMNS.forEach((keys, column) => {
    let top = 0;
    for (const key of keys) {
      const step = steps.find(({ to }) => to === key);
      const count = column === 0 ? created : (step?.count ?? 0);
      const high = thickness(count);
      nodes.push({ key, column, top, height: high, count, amount: step?.amount });
      top += Math.max(high, slot);
    }
    height = Math.max(height, top);
  });
  return { nodes, ribbons: ribbonsOf(steps, nodes), height };
}

function ribbonsOf(steps: readonly FlowStep[], nodes: readonly FlowNode[]): FlowRibbon[] {
  const node = (key: string) => nodes.find((known) => known.key === key);
  const taken = new Map<string, number>();
  return FLOW_COLUMNS.flat().flatMap((key) => {
    const step = steps.find(({ to }) => to === key);
    const [source, target] = [step && node(step.from), node(key)];
    if (!source || !target || target.count === 0 || source.count === 0) return [];
    const height = Math.min(1, target.count / source.count) * source.height;
    const top = source.top + (taken.get(source.key) ?? 0);
    taken.set(source.key, (taken.get(source.key) ?? 0) + height);
    return [
      {
        from: source.key,
        to: key,
        start: { top, height },
        end: { top: target.top, height: target.height },
      },
    ];
  });
}

function sum(steps: readonly FlowStep[]): number {
  return steps.reduce((total, { count }) => total + count, 0);
}

/** A ribbon as the path of an SVG, from `left` to `right`. */
export function ribbonPath({ start, end }: FlowRibbon, left: number, right: number): string {
  const middle = (left + right) / 2;
  return (
    `M${left},${start.top}C${middle},${start.top} ${middle},${end.top} ${right},${end.top}` +
    `v${end.height}` +
    `C${middle},${end.top + end.height} ${middle},${start.top + start.height} ${left},${start.top + start.height}Z`
  );
}
