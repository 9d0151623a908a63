/** Local dates in an IANA zone, with days of 23 and 25 hours as they are. */

export interface LocalDate {
  year: number;
  /** 1–12 */
  month: number;
  day: number;
}

const partFormats = new Map<string, Intl.DateTimeFormat>();

/** Found once: the search asks the zone some thirty times, and a page asks for the same few days. */
const dayStarts = new Map<string, number>();
const MOST_DAY_STARTS = 1_000;

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export function localDateOf(instant: number, zone: string): LocalDate {
  const { year, month, day } = partsIn(instant, zone);
  return { year, month, day };
}

/** Further than any UTC offset there is. */
const OFFSET_BOUND = 16 * 3_600_000;

/** The first instant of a local day, also where midnight does not exist or comes twice. */
export function startOfLocalDate(date: LocalDate, zone: string): number {
  const day = `${toIsoDate(date)} ${zone}`;
  let start = dayStarts.get(day);
  if (start === undefined) {
    start = searchStart(date, zone);
    if (dayStarts.size >= MOST_DAY_STARTS) dayStarts.clear();
    dayStarts.set(day, start);
  }
  return start;
}

function searchStart(date: LocalDate, zone: string): number {
  const wall = Date.UTC(date.year, date.month - 1, date.day);
  let before = wall - OFFSET_BOUND;
  let start = wall + OFFSET_BOUND;
  while (start - before > 1) {
    const middle = Math.floor((before + start) / 2);
    if (isBeforeDay(middle, date, zone)) before = middle;
    else start = middle;
  }
  return start;
}

export function addDays({ year, month, day }: LocalDate, days: number): LocalDate {
  const moved = new Date(Date.UTC(year, month - 1, day + days));
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
  };
}

/** The same day `months` later; the last day of the month where there is no such day. */
export function addMonths({ year, month, day }: LocalDate, months: number): LocalDate {
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return {
    year: first.getUTCFullYear(),
    month: first.getUTCMonth() + 1,
    day: Math.min(day, last),
  };
}

export function toIsoDate({ year, month, day }: LocalDate): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function parseIsoDate(text: string): LocalDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const date = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return toIsoDate(addDays(date, 0)) === text ? date : undefined;
}

function isBeforeDay(instant: number, date: LocalDate, zone: string): boolean {
  return toIsoDate(localDateOf(instant, zone)) < toIsoDate(date);
}

function partsIn(instant: number, zone: string) {
  let format = partFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    partFormats.set(zone, format);
  }
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value);
  return parts as Record<'year' | 'month' | 'day', number>;
}
