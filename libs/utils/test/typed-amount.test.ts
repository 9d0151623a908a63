import { describe, expect, it } from 'vitest';
import { formatsFor } from '../src/formats';
import { moneyLeft } from '../src/typed-amount';

const { readAmount, typedAmount } = formatsFor('en-GB');

describe('an amount being typed', () => {
  it.each([
    ['1500', 'EUR', 1500],
    [' 1.50 ', 'EUR', 1.5],
    ['1,500.00', 'EUR', 1500],
    ['1,234,567', 'EUR', 1_234_567],
    ['1500', 'JPY', 1500],
    ['1.125', 'KWD', 1.125],
    ['0.05', 'HUF', 0.05],
    ['1 234.50', 'EUR', 1234.5],
    ["1'234'567.50", 'CHF', 1_234_567.5],
  ])('%s %s is %d', (text, currency, amount) => {
    expect(readAmount(text, currency)).toEqual({ amount });
  });

  it.each([
    ['1,500', 'EUR', 'A comma could mean two things: type it as 1500.00.'],
    ['1,5', 'EUR', 'A comma could mean two things: type it as 1500.00.'],
    ['1.500,00', 'EUR', 'A comma could mean two things: type it as 1500.00.'],
    ['1,500', 'KWD', 'A comma could mean two things: type it as 1500.000.'],
    ['1.999', 'EUR', 'EUR has 2 decimals.'],
    ['1.5', 'JPY', 'JPY has no decimals.'],
    ['1e2', 'EUR', 'Type digits only, such as 1500.00.'],
    ['0x10', 'EUR', 'Type digits only, such as 1500.00.'],
    ['1.2.3', 'EUR', 'Type an amount such as 1500.00.'],
    ['12 34', 'EUR', 'Type digits only, such as 1500.00.'],
    ['-5', 'EUR', 'Type an amount without a sign.'],
    ['0.00', 'EUR', 'Type an amount above zero.'],
    ['', 'EUR', 'Type an amount.'],
    ['99999999999999', 'EUR', 'At most €10,000,000,000.00.'],
  ])('%s %s is refused', (text, currency, fault) => {
    expect(readAmount(text, currency)).toEqual({ fault });
  });

  it('is written as it is read', () => {
    expect(typedAmount(1947.1, 'EUR')).toBe('1947.10');
    expect(readAmount(typedAmount(1947.1, 'EUR'), 'EUR')).toEqual({ amount: 1947.1 });
  });
});

describe('an amount being typed where the decimal sign is a comma', () => {
  const german = formatsFor('de-DE');

  it.each([
    ['1500', 'EUR', 1500],
    ['1,5', 'EUR', 1.5],
    ['1.500,00', 'EUR', 1500],
    ['1.234.567', 'EUR', 1_234_567],
    ['1\u202f234,50', 'EUR', 1234.5],
    ['1,125', 'KWD', 1.125],
  ])('%s %s is %d', (text, currency, amount) => {
    expect(german.readAmount(text, currency)).toEqual({ amount });
  });

  it.each([
    ['1.500', 'EUR', 'A point could mean two things: type it as 1500,00.'],
    ['1,500.00', 'EUR', 'A point could mean two things: type it as 1500,00.'],
    ['1,999', 'EUR', 'EUR has 2 decimals.'],
    ['1,2,3', 'EUR', 'Type an amount such as 1500,00.'],
    ['99999999999999', 'EUR', 'At most 10.000.000.000,00\u00a0€.'],
  ])('%s %s is refused', (text, currency, fault) => {
    expect(german.readAmount(text, currency)).toEqual({ fault });
  });

  it('is written as it is read', () => {
    expect(german.typedAmount(1947.1, 'EUR')).toBe('1947,10');
    expect(german.readAmount('1947,10', 'EUR')).toEqual({ amount: 1947.1 });
    expect(german.spellAmount('1947.1')).toBe('1947,1');
  });
});

describe('what is left', () => {
  it('is exact', () => {
    expect(moneyLeft(0.3, 0.1, 'EUR')).toBe(0.2);
    expect(moneyLeft(1000, 52.91, 'EUR')).toBe(947.09);
  });
});
