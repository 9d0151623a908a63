/** Which customers are ticked, and which was ticked or not last: a range begins there. */
export interface Selection {
  ids: ReadonlySet<string>;
  anchor?: string;
}

export const NOTHING: Selection = { ids: new Set() };

/**
 * Ticks one or takes its tick away; with `range` all from the last one to this one get what this one
 * gets. `order` is that of the list.
 */
export function ticked(
  { ids, anchor }: Selection,
  id: string,
  { order, range }: { order: readonly string[]; range: boolean },
): Selection {
  const on = !ids.has(id);
  const next = new Set(ids);
  const [one, other] = [order.indexOf(anchor ?? id), order.indexOf(id)];
  const reached =
    range && one >= 0 ? order.slice(Math.min(one, other), Math.max(one, other) + 1) : [id];
  for (const each of reached) {
    if (on) next.add(each);
    else next.delete(each);
  }
  return { ids: next, anchor: id };
}

/** All that are loaded; none where all of them were ticked. */
export function allTicked({ ids }: Selection, order: readonly string[]): Selection {
  return order.every((id) => ids.has(id)) ? NOTHING : { ids: new Set(order) };
}
