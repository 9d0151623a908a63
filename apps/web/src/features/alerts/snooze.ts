import { addDays, localDateOf, startOfLocalDate } from '@cashbeat/utils';

export interface SnoozeChoice {
  text: string;
  /** When the alert speaks up again. */
  until: (now: number, zone: string) => number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** When people begin to work. */
const MORNING = 9 * HOUR;

const after = (milliseconds: number) => (now: number) => now + milliseconds;

export const SNOOZES: readonly SnoozeChoice[] = [
  { text: '15 minutes', until: after(15 * MINUTE) },
  { text: '1 hour', until: after(HOUR) },
  { text: '4 hours', until: after(4 * HOUR) },
  {
    text: 'Until tomorrow morning',
    until: (now, zone) => startOfLocalDate(addDays(localDateOf(now, zone), 1), zone) + MORNING,
  },
  { text: '1 day', until: after(DAY) },
  { text: '1 week', until: after(7 * DAY) },
];
