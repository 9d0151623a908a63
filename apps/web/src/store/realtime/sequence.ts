import type { SequencedEvent } from '@cashbeat/shared-types';

export interface Admission {
  /** Ascending, without gaps, beginning right after the last known event. */
  admitted: SequencedEvent[];
  /** Beyond a gap: kept until what is between has been fetched. */
  beyondGap: SequencedEvent[];
}

/** Sorts incoming events into known (dropped), next in line, and beyond a gap. */
export function admit(lastSeq: number, incoming: readonly SequencedEvent[]): Admission {
  const ascending = [...incoming].sort((one, other) => one.seq - other.seq);
  const admitted: SequencedEvent[] = [];
  const beyondGap: SequencedEvent[] = [];
  let last = lastSeq;
  for (const event of ascending) {
    if (event.seq <= last) continue;
    if (event.seq === last + 1) {
      admitted.push(event);
      last = event.seq;
    } else if (beyondGap.at(-1)?.seq !== event.seq) {
      beyondGap.push(event);
    }
  }
  return { admitted, beyondGap };
}
