import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  localDateOf,
  parseIsoDate,
  startOfLocalDate,
  toIsoDate,
} from '../src/zoned-time';

const zones = [
  'UTC',
  'Europe/Kyiv',
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'Asia/Kolkata',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];

describe('the start of a local day', () => {
  it('is the first instant of that date in any zone', () => {
    const instants = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2027, 0, 1) });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const date = localDateOf(instant, zone);
        const start = startOfLocalDate(date, zone);
        expect(toIsoDate(localDateOf(start, zone))).toBe(toIsoDate(date));
        expect(toIsoDate(localDateOf(start - 1, zone)) < toIsoDate(date)).toBe(true);
        expect(start).toBeLessThanOrEqual(instant);
      }),
      { numRuns: 600 },
    );
  });

  it.each([
    ['Europe/Kyiv', '2026-03-29', 23],
    ['Europe/Kyiv', '2026-10-25', 25],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['America/Sao_Paulo', '2018-11-04', 23],
    ['America/Havana', '2026-11-01', 25],
  ])('%s %s has %d hours', (zone, day, hours) => {
    const date = parseIsoDate(day)!;
    const length = startOfLocalDate(addDays(date, 1), zone) - startOfLocalDate(date, zone);
    expect(length / 3_600_000).toBe(hours);
  });
});

describe('calendar arithmetic', () => {
  it('keeps to the end of a shorter month', () => {
    expect(toIsoDate(addMonths({ year: 2026, month: 3, day: 31 }, -1))).toBe('2026-02-28');
    expect(toIsoDate(addMonths({ year: 2024, month: 3, day: 31 }, -1))).toBe('2024-02-29');
  });

  it.each(['2026-02-30', '2026-13-01', '26-01-01', ''])('refuses %j as a date', (text) => {
    expect(parseIsoDate(text)).toBeUndefined();
  });
});
