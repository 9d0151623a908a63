import {
  exactRange,
  isLive,
  PERIODS,
  type Period,
  RANGE_PRESETS,
  type TimeRange,
} from '@cashbeat/utils';
import { chooseDays, FIRST_YEAR, LAST_YEAR } from './possible-days';

/** A range and the grain in which it was looked at. */
export interface ViewPoint {
  range: TimeRange;
  period?: Period;
}

/** The deepest way from years to an hour: year, month, week, day. */
const MAX_DEPTH = 4;

/** The range of two days, or of two instants; undefined where they make none. */
export function spanOf(from: string, to: string): TimeRange | undefined {
  const choice = chooseDays(from, to);
  if ('range' in choice) return choice.range;
  const exact = [from, to].every(isPossibleInstant) ? exactRange(from, to) : undefined;
  return exact;
}

/** Both ends of a fixed range as they stand in an address. */
export function endsOf(range: TimeRange): { from: string; to: string } | undefined {
  if (range.preset === 'custom') return { from: range.firstDay, to: range.lastDay };
  if (range.preset === 'exact') return { from: range.from, to: range.to };
  return undefined;
}

function isPossibleInstant(text: string): boolean {
  const year = new Date(text).getUTCFullYear();
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** What was zoomed into, outermost first: `30d.day*2026-11-01_2026-11-07`. */
export function readTrail(text: string | null): ViewPoint[] {
  return (text ?? '')
    .split('*')
    .slice(0, MAX_DEPTH)
    .flatMap((step) => readPoint(step) ?? []);
}

export function writeTrail(trail: readonly ViewPoint[]): string | undefined {
  return trail.slice(-MAX_DEPTH).map(writePoint).join('*') || undefined;
}

function readPoint(text: string): ViewPoint | undefined {
  const grain = PERIODS.find((period) => text.endsWith(`.${period}`));
  const code = grain ? text.slice(0, -grain.length - 1) : text;
  const preset = RANGE_PRESETS.find((known) => known === code);
  const [from = '', to = ''] = code.split('_');
  const range = preset ? { preset } : spanOf(from, to);
  return range && { range, ...(grain && { period: grain }) };
}

function writePoint({ range, period }: ViewPoint): string {
  const ends = endsOf(range);
  const code = ends ? `${ends.from}_${ends.to}` : isLive(range) ? range.preset : '';
  return period ? `${code}.${period}` : code;
}
