import { customRange, type TimeRange } from '@cashbeat/utils';

export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2100;

export const FIRST_DAY = `${FIRST_YEAR}-01-01`;
export const LAST_DAY = `${LAST_YEAR}-12-31`;

type DaysChoice = { range: TimeRange } | { fault: string | undefined };

/** The range of two days, or why there is none. An empty day is no fault yet. */
export function chooseDays(firstDay: string, lastDay: string): DaysChoice {
  const days = [firstDay, lastDay];
  if (days.some((day) => day !== '' && (day.length > 10 || day < FIRST_DAY || day > LAST_DAY))) {
    return { fault: `Only days of the years ${FIRST_YEAR} to ${LAST_YEAR} are possible.` };
  }
  const range = customRange(firstDay, lastDay);
  if (range) return { range };
  return { fault: days.includes('') ? undefined : 'Ends before it begins.' };
}
