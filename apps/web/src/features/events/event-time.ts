import { formatClock, formatDay, formatDayWithYear, formatHourOfDay } from '@cashbeat/utils';
import { useEffect, useState } from 'react';

const MINUTE = 60_000;

/** The running day of a zone, as `eventTime` compares it. */
export function useToday(zone: string): string {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return formatDayWithYear(now, zone);
}

/** The clock for events of today; others say their day: the feed is in order of arrival, not of time. */
export function eventTime(instant: string, zone: string, today: string): string {
  const day = formatDayWithYear(instant, zone);
  if (day === today) return formatClock(instant, zone);
  const sameYear = day.slice(-4) === today.slice(-4);
  return sameYear ? `${formatDay(instant, zone)} ${formatHourOfDay(instant, zone)}` : day;
}
