import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  customRange,
  daysOf,
  defaultPeriod,
  exactRange,
  isLive,
  liveRange,
  periodsFor,
  RANGE_PRESETS,
  rangeOf,
  resolveRange,
} from '../src/time-range';

const zone = 'Europe/Berlin';
const now = Date.parse('2026-11-21T09:15:42.500Z');

describe('a range at a moment', () => {
  it('touches local days, the last one included', () => {
    const week = resolveRange({ preset: '7d' }, zone, now);
    expect(daysOf(week, zone)).toEqual({ firstDay: '2026-11-15', lastDay: '2026-11-21' });
  });

  it.each([
    ['today', '2026-11-20T23:00:00.000Z'],
    ['7d', '2026-11-14T23:00:00.000Z'],
    ['30d', '2026-10-22T22:00:00.000Z'],
    ['90d', '2026-08-23T22:00:00.000Z'],
    ['12m', '2025-11-30T23:00:00.000Z'],
  ] as const)('%s begins at %s and ends with the running day', (preset, from) => {
    expect(resolveRange({ preset }, zone, now)).toEqual({ from, to: '2026-11-21T23:00:00.000Z' });
  });

  it('rolls 24 hours up to the end of the running minute', () => {
    expect(resolveRange({ preset: '24h' }, zone, now)).toEqual({
      from: '2026-11-20T09:16:00.000Z',
      to: '2026-11-21T09:16:00.000Z',
    });
    const { to } = resolveRange({ preset: '24h' }, zone, Date.parse('2026-11-21T09:16:00.000Z'));
    expect(to).toBe('2026-11-21T09:17:00.000Z');
  });

  it('takes both days of a custom range whole, across a clock change', () => {
    const range = customRange('2026-10-24', '2026-10-25')!;
    expect(resolveRange(range, zone, now)).toEqual({
      from: '2026-10-23T22:00:00.000Z',
      to: '2026-10-25T23:00:00.000Z',
    });
  });

  it.each([
    ['2026-10-25', '2026-10-24'],
    ['2026-02-30', '2026-03-01'],
    ['', '2026-03-01'],
  ])('is no range: %j to %j', (first, last) => {
    expect(customRange(first, last)).toBeUndefined();
  });
});

describe('grains of a range', () => {
  const span = (preset: 'today' | '7d' | '90d' | '12m') => resolveRange({ preset }, zone, now);

  it('leaves out what would draw more than 600 points', () => {
    expect(periodsFor(span('7d'))).toEqual(['hour', 'day', 'week', 'month']);
    expect(periodsFor(span('90d'))).toEqual(['day', 'week', 'month']);
  });

  it('suggests one that shows the shape', () => {
    expect(defaultPeriod(span('today'))).toBe('hour');
    expect(defaultPeriod(span('7d'))).toBe('day');
    expect(defaultPeriod(span('90d'))).toBe('day');
    expect(defaultPeriod(span('12m'))).toBe('month');
  });
});

describe('a range that is fixed', () => {
  const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });
  const place = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'UTC');

  it('is the same interval, and none that goes on', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RANGE_PRESETS), place, moment, (preset, zone, now) => {
        const span = resolveRange({ preset }, zone, now);
        const fixed = rangeOf(span, zone);
        expect(isLive(fixed)).toBe(false);
        expect(resolveRange(fixed, zone, now + 86_400_000)).toEqual(span);
      }),
    );
  });

  it('goes on as the preset that it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RANGE_PRESETS), place, moment, (preset, zone, now) => {
        // Midnight makes of 24 hours a day.
        const fixed = rangeOf(resolveRange({ preset }, zone, now), zone);
        const expected = preset === '24h' && fixed.preset === 'custom' ? 'today' : preset;
        expect(liveRange(fixed, zone)).toEqual({ preset: expected });
      }),
    );
  });

  it('consists of days where it can', () => {
    const day = { from: '2026-10-24T22:00:00.000Z', to: '2026-10-25T23:00:00.000Z' };
    expect(rangeOf(day, zone)).toEqual({
      preset: 'custom',
      firstDay: '2026-10-25',
      lastDay: '2026-10-25',
    });
    expect(rangeOf(day, 'UTC')).toEqual({ preset: 'exact', ...day });
  });

  it.each([
    ['2026-10-25T10:00:00Z', '2026-10-25T10:00:00Z'],
    ['2026-10-25T11:00:00Z', '2026-10-25T10:00:00Z'],
    ['soon', '2026-10-25T10:00:00Z'],
  ])('is none from %s to %s', (from, to) => expect(exactRange(from, to)).toBeUndefined());
});
