import { type Formats, localDateOf, toIsoDate } from '@cashbeat/utils';
import { useEffect, useState } from 'react';

const MINUTE = 60_000;

/** The running day of a zone, `2026-11-21`. */
export function useToday(zone: string): string {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return toIsoDate(localDateOf(now, zone));
}

/** The clock for events of today; others say their day: the feed is in order of arrival, not of time. */
export function eventTime(
  instant: string,
  zone: string,
  today: string,
  { formatClock, formatDay, formatDayWithYear, formatHourOfDay }: Formats,
): string {
  const day = toIsoDate(localDateOf(Date.parse(instant), zone));
  if (day === today) return formatClock(instant, zone);
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  return sameYear
    ? `${formatDay(instant, zone)} ${formatHourOfDay(instant, zone)}`
    : formatDayWithYear(instant, zone);
}
