import type { Notification } from '@cashbeat/shared-types';
import { isUnread } from './marks';

/** What was there already: how many things each notification told of. Null before the first look. */
export type Known = ReadonlyMap<string, number> | null;

export interface Look {
  known: Known;
  /** What came since, newest first. */
  news: Notification[];
}

/**
 * What of the newest notifications was not there before. At the first look nothing is new, nor is
 * what came into sight because others left: it is older than everything that was in sight.
 */
export function lookAt(items: readonly Notification[], known: Known, oldest: number): Look {
  const next = new Map(known);
  for (const { id, count } of items) next.set(id, count);
  const news = items.filter(
    (told) =>
      known !== null &&
      isUnread(told) &&
      Date.parse(told.at) >= oldest &&
      told.count > (known.get(told.id) ?? 0),
  );
  return { known: next, news };
}

/** Where the newest end, if there are more than were asked for: what is older was there before. */
export function oldestOf(items: readonly Notification[], most: number): number {
  return items.length < most ? -Infinity : Date.parse(items.at(-1)!.at);
}

const WINDOW = 60_000;
/** Arrivals in a minute that are told at once; a stream of them is told of once a minute. */
const AT_ONCE = 5;

/** When to tell of what arrived just now. `arrivals` are the times of the last ones, this included. */
export function tellAt(arrivals: readonly number[], lastToldAt: number, now: number): number {
  const lately = arrivals.filter((at) => at > now - WINDOW).length;
  return lately <= AT_ONCE ? now : Math.max(now, lastToldAt + WINDOW);
}
