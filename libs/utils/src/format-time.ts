import { remembered } from './locale';

/** Instants are ISO 8601 or milliseconds since 1970; zones are IANA names. */
export interface TimeFormats {
  formatClock(instant: string | number, zone: string): string;
  formatDay(instant: string | number, zone: string): string;
  formatDayWithYear(instant: string | number, zone: string): string;
  /** Without the year, the month in full: 28 November. */
  formatLongDay(instant: string | number, zone: string): string;
  formatMonth(instant: string | number, zone: string): string;
  formatHourOfDay(instant: string | number, zone: string): string;
  formatDateTime(instant: string | number, zone: string): string;
  /** The start of an hour of the day: 9 is 09:00. */
  formatHour(hour: number): string;
  /** 1 is Monday, 7 Sunday: Mon, or Monday in full. */
  formatWeekday(weekday: number, style?: 'short' | 'long'): string;
}

const DAY = { day: 'numeric', month: 'short' } as const;
const YEAR = { year: 'numeric' } as const;
const HOUR_MS = 3_600_000;
/** The day before a Monday. */
const SUNDAY = Date.UTC(2024, 0, 7);

export function timeFormats(locale: string): TimeFormats {
  const clock = { hour: hourStyle(locale), minute: '2-digit', second: '2-digit' } as const;
  const hourOfDay = { hour: clock.hour, minute: '2-digit' } as const;
  const written = (options: Intl.DateTimeFormatOptions) => {
    const formatIn = remembered(
      (timeZone) => new Intl.DateTimeFormat(locale, { timeZone, ...options }),
    );
    return (instant: string | number, zone: string) =>
      formatIn(zone).format(typeof instant === 'number' ? instant : Date.parse(instant));
  };
  const formatHourOfDay = written(hourOfDay);
  const weekdays = { short: written({ weekday: 'short' }), long: written({ weekday: 'long' }) };
  return {
    formatClock: written(clock),
    formatDay: written(DAY),
    formatDayWithYear: written({ ...DAY, ...YEAR }),
    formatLongDay: written({ day: 'numeric', month: 'long' }),
    formatMonth: written({ month: 'short', ...YEAR }),
    formatHourOfDay,
    formatDateTime: written({ ...DAY, ...YEAR, ...clock }),
    formatHour: (hour) => formatHourOfDay(hour * HOUR_MS, 'UTC'),
    formatWeekday: (weekday, style = 'short') =>
      weekdays[style](SUNDAY + weekday * 24 * HOUR_MS, 'UTC'),
  };
}

/** 09:00 where a day has 24 hours, 9:00 AM where it has twice twelve. */
function hourStyle(locale: string): '2-digit' | 'numeric' {
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  return hour12 ? 'numeric' : '2-digit';
}

/** How long ago, in the largest unit that says something: "just now", "12 s", "5 min", "3 h". */
export function formatAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 3) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}
