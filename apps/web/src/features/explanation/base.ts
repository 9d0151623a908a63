import {
  addDays,
  type Interval,
  parseIsoDate,
  rangeOf,
  resolveRange,
  toIsoDate,
} from '@cashbeat/utils';
import type { Question } from './question';

/** What a range is compared with. */
export type BaseChoice = 'previous' | 'week' | 'custom';

const WEEK = 7 * 24 * 3_600_000;

/** The choice that a question stands for. */
export function baseChoice(question: Question, zone: string): BaseChoice {
  const { baseFrom, baseTo } = question;
  if (baseFrom === undefined || baseTo === undefined) return 'previous';
  const { from, to } = weekEarlier(question, zone);
  return baseFrom === from && baseTo === to ? 'week' : 'custom';
}

/** The same question, compared with something else. */
export function withBase(question: Question, base: Interval | undefined): Question {
  return { ...question, baseFrom: base?.from, baseTo: base?.to };
}

/** The same days a week before, whatever clocks did between; the same hours of a part of a day. */
export function weekEarlier({ from, to }: Interval, zone: string): Interval {
  const range = rangeOf({ from, to }, zone);
  if (range.preset === 'custom') {
    const [firstDay, lastDay] = [range.firstDay, range.lastDay].map((day) =>
      toIsoDate(addDays(parseIsoDate(day)!, -7)),
    );
    return resolveRange({ preset: 'custom', firstDay: firstDay!, lastDay: lastDay! }, zone, 0);
  }
  const [start, end] = [from, to].map((at) => new Date(Date.parse(at) - WEEK).toISOString());
  return { from: start!, to: end! };
}
