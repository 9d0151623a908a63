import { describe, expect, it } from 'vitest';
import { formatMoney, formatMoneyAxis } from '../src/format-money';
import { formatChange, formatPoints, formatRate } from '../src/format-number';
import { formatAge, formatDateTime, formatHour } from '../src/format-time';

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
    expect(formatMoney(99_999.99, 'EUR', { style: 'compact' })).toBe('€99,999.99');
    expect(formatMoney(1_234_567, 'EUR', { style: 'compact' })).toBe('€1.23M');
    expect(formatMoney(1_001_000, 'EUR', { style: 'compact' })).toBe('€1.00M');
    expect(formatMoneyAxis(12_500, 'EUR')).toBe('€12.5K');
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

  it('name an hour of the day by its start', () => {
    expect(formatHour(9)).toBe('09:00');
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
