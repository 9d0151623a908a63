import type { SequencedEvent } from '@cashbeat/shared-types';

/** Events that happened between two others and are not here. */
export interface Gap {
  kind: 'gap';
  missing: number;
  /** The event right above, and the one right below. */
  newer: SequencedEvent;
  older: SequencedEvent;
}

export type FeedRow = { kind: 'event'; event: SequencedEvent } | Gap;

/** Rows of the feed, newest first. Where the sequence jumps it says so, whatever the filter hides. */
export function feedRows(
  events: readonly SequencedEvent[],
  isShown: (event: SequencedEvent) => boolean,
): FeedRow[] {
  const rows: FeedRow[] = [];
  let newer: SequencedEvent | undefined;
  for (const event of events) {
    const missing = newer ? newer.seq - event.seq - 1 : 0;
    if (newer && missing > 0) rows.push({ kind: 'gap', missing, newer, older: event });
    if (isShown(event)) rows.push({ kind: 'event', event });
    newer = event;
  }
  return rows;
}

export function keyOfRow(row: FeedRow): string {
  return row.kind === 'event' ? row.event.id : `gap-${row.older.seq}`;
}
