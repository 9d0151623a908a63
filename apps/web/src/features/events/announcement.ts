import type { SequencedEvent } from '@cashbeat/shared-types';

/** How often the feed speaks at most. */
export const ANNOUNCEMENT_SECONDS = 30;

const VERBS = [
  ['payment_received', 'received'],
  ['payment_failed', 'failed'],
  ['payment_refunded', 'refunded'],
] as const;

/**
 * What is said of the events after `seq`: "12 payments received, 1 failed in the last 30 seconds."
 * Of events that are not here only their number is known. Empty where there is nothing to say.
 */
export function announcement(events: readonly SequencedEvent[], seq: number): string {
  const newest = events[0]?.seq ?? 0;
  if (newest <= seq) return '';
  const index = events.findIndex((event) => event.seq <= seq);
  const fresh = index < 0 ? events : events.slice(0, index);
  const told: string[] = [];
  for (const [type, verb] of VERBS) {
    const count = fresh.filter((event) => event.type === type).length;
    if (count === 0) continue;
    told.push(told.length === 0 ? `${payments(count)} ${verb}` : `${count} ${verb}`);
  }
  const unseen = newest - seq - fresh.length;
  if (unseen > 0) told.push(`${unseen} further ${unseen === 1 ? 'event' : 'events'}`);
  return told.length === 0 ? '' : `${told.join(', ')} in the last ${ANNOUNCEMENT_SECONDS} seconds.`;
}

function payments(count: number): string {
  return `${count} ${count === 1 ? 'payment' : 'payments'}`;
}
