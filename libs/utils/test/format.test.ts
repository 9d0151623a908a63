import { describe, expect, it } from 'vitest';
import { formatAge } from '../src/format-time';
import { formatsFor } from '../src/formats';

const {
  formatMoney,
  formatMoneyAxis,
  formatChange,
  formatPoints,
  formatRate,
  formatDateTime,
  formatHour,
  formatWeekday,
} = formatsFor('en-GB');

describe('money', () => {
  it.each([
    [1234.5, 'EUR', '€1,234.50'],
    [1234, 'JPY', '¥1,234'],
    [1.5, 'KWD', 'KWD 1.500'],
    [-20, 'EUR', '-€20.00'],
    [0, 'INR', '₹0.00'],
    [37.1234, 'CLF', 'CLF 37.1234'],
    [5.5, 'BGN', 'BGN 5.50'],
    [1.255, 'IQD', 'IQD 1.255'],
    [100.5, 'ZMK', 'ZMK 100.5'],
  ])('%d %s is written %s', (amount, currency, text) => {
    expect(formatMoney(amount, currency).replace(/\u00a0/g, ' ')).toBe(text);
  });

  it('is shortened only where it has to be', () => {
    expect(formatMoney(99_999.99, 'EUR', 'compact')).toBe('€99,999.99');
    expect(formatMoney(1_234_567, 'EUR', 'compact')).toBe('€1.23m');
    expect(formatMoney(1_001_000, 'EUR', 'compact')).toBe('€1.00m');
    expect(formatMoneyAxis(12_500, 'EUR')).toBe('€12.5k');
  });
});

describe('rates', () => {
  it('never rounds a failure away', () => {
    expect(formatRate(0.99996)).toBe('99.9%');
    expect(formatRate(1)).toBe('100.0%');
    expect(formatRate(0.9123)).toBe('91.2%');
  });

  it('signs differences', () => {
    expect(formatChange(0.124)).toBe('+12.4%');
    expect(formatChange(0)).toBe('0.0%');
    expect(formatPoints(-0.012)).toBe('−1.2 pt');
  });
});

describe('times', () => {
  it('are written in the zone asked for', () => {
    expect(formatDateTime('2026-03-29T01:00:00.000Z', 'Europe/Kyiv')).toBe('29 Mar 2026, 04:00:00');
  });

  it('name an hour of the day by its start, and a weekday', () => {
    expect(formatHour(9)).toBe('09:00');
    expect(formatWeekday(1)).toBe('Mon');
    expect(formatWeekday(7, 'long')).toBe('Sunday');
  });

  it('say how long ago in one unit', () => {
    expect([500, 12_000, 300_000, 7_300_000, 180_000_000].map(formatAge)).toEqual([
      'just now',
      '12 s ago',
      '5 min ago',
      '2 h ago',
      '2 d ago',
    ]);
  });
});

describe('the formats of a locale', () => {
  const AT = '2026-03-29T11:05:09.000Z';

  it.each([
    ['en-GB', '€1,234.50', '91.2%', '29 Mar 2026, 14:05:09', '09:00'],
    ['en-US', '€1,234.50', '91.2%', 'Mar 29, 2026, 2:05:09 PM', '9:00 AM'],
    ['de-DE', '1.234,50 €', '91,2 %', '29. März 2026, 14:05:09', '09:00'],
    ['ja-JP', '€1,234.50', '91.2%', '2026年3月29日 14:05:09', '09:00'],
  ])('%s', (locale, money, rate, time, hour) => {
    const formats = formatsFor(locale);
    const written = [
      formats.formatMoney(1234.5, 'EUR'),
      formats.formatRate(0.9123),
      formats.formatDateTime(AT, 'Europe/Kyiv'),
      formats.formatHour(9),
    ];
    expect(written.map((text) => text.replace(/[\u00a0\u202f]/g, ' '))).toEqual([
      money,
      rate,
      time,
      hour,
    ]);
  });

  it('have the digits and the calendar that dates are typed with', () => {
    expect(formatsFor('ar-EG').formatCount(12)).toBe('12');
    expect(formatsFor('th-TH').formatDayWithYear(AT, 'UTC')).toContain('2026');
  });

  it('are those of the default for a tag that says nothing', () => {
    expect(formatsFor('not a tag').formatMoney(1, 'EUR')).toBe('€1.00');
  });

  it('are the same object whenever they are asked for', () => {
    expect(formatsFor('de-DE')).toBe(formatsFor('de-DE'));
  });
});
