const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string, options: Intl.DateTimeFormatOptions, instant: number): string {
  const key = `${zone}:${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options });
    formats.set(key, format);
  }
  return format.format(instant);
}

export function formatClock(instant: string | number, zone: string): string {
  return formatIn(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }, toMs(instant));
}

export function formatDay(instant: string | number, zone: string): string {
  return formatIn(zone, { day: 'numeric', month: 'short' }, toMs(instant));
}

export function formatDayWithYear(instant: string | number, zone: string): string {
  return formatIn(zone, { day: 'numeric', month: 'short', year: 'numeric' }, toMs(instant));
}

export function formatMonth(instant: string | number, zone: string): string {
  return formatIn(zone, { month: 'short', year: 'numeric' }, toMs(instant));
}

export function formatHourOfDay(instant: string | number, zone: string): string {
  return formatIn(zone, { hour: '2-digit', minute: '2-digit' }, toMs(instant));
}

export function formatDateTime(instant: string | number, zone: string): string {
  return formatIn(
    zone,
    {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    },
    toMs(instant),
  );
}

/** The start of an hour of the day: 9 is 09:00. */
export function formatHour(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
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

function toMs(instant: string | number): number {
  return typeof instant === 'number' ? instant : Date.parse(instant);
}
