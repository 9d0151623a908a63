import { addDays, type Formats, localDateOf, startOfLocalDate, toIsoDate } from '@cashbeat/utils';

export interface DayGroup<Item> {
  /** The day of the calendar: 2026-11-28. */
  day: string;
  /** "Today", "Yesterday", "28 November", "28 Nov 2025". */
  name: string;
  items: Item[];
}

/** Groups what happened by the days of a zone, in the order in which it is given. */
export function dayGroups<Item extends { at: string }>(
  items: readonly Item[],
  zone: string,
  now: number,
  formats: Pick<Formats, 'formatLongDay' | 'formatDayWithYear'>,
): DayGroup<Item>[] {
  const today = localDateOf(now, zone);
  const special = new Map([
    [toIsoDate(today), 'Today'],
    [toIsoDate(addDays(today, -1)), 'Yesterday'],
  ]);
  const groups: DayGroup<Item>[] = [];
  for (const item of items) {
    const date = localDateOf(Date.parse(item.at), zone);
    const day = toIsoDate(date);
    let group = groups.at(-1);
    if (group?.day !== day) {
      const start = startOfLocalDate(date, zone);
      const write = date.year === today.year ? formats.formatLongDay : formats.formatDayWithYear;
      group = { day, name: special.get(day) ?? write(start, zone), items: [] };
      groups.push(group);
    }
    group.items.push(item);
  }
  return groups;
}
