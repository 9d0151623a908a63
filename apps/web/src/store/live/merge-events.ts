import type { SequencedEvent } from '@cashbeat/shared-types';

/** Each event of both lists once, newest first, as both of them are. */
export function mergeEvents(
  one: readonly SequencedEvent[],
  other: readonly SequencedEvent[],
): SequencedEvent[] {
  const merged: SequencedEvent[] = [];
  let [here, there] = [0, 0];
  while (here < one.length || there < other.length) {
    const [mine, yours] = [one[here], other[there]];
    if (mine && (!yours || mine.seq >= yours.seq)) {
      merged.push(mine);
      here += 1;
      if (yours?.seq === mine.seq) there += 1;
    } else {
      merged.push(yours!);
      there += 1;
    }
  }
  return merged;
}
