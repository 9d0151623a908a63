'use client';

import { useFormats } from '@/store/session/use-formats';

/** Writes a day of the calendar, which is the same in every zone: "2026-12-31" → "31 Dec 2026". */
export function useDay(): (day: string) => string {
  const { formatDayWithYear } = useFormats();
  return (day) => formatDayWithYear(day, 'UTC');
}
