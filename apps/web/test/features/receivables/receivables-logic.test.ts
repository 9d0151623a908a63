import { formatsFor } from '@cashbeat/utils';
import { describe, expect, it } from 'vitest';
import { ageingRows, summariseAgeing } from '@/features/receivables/ageing';
import { dayPicks, readChoice, writeChoice } from '@/features/receivables/as-of';
import { receivableTiles } from '@/features/receivables/receivable-tiles';
import { overview } from '../../support/receivables';

const formats = formatsFor('en-GB');

describe('the ageing', () => {
  it('is told with amount, charges and share; bars are as long as the longest allows', () => {
    const [current, late, none] = ageingRows(overview(), true, formats);
    expect(current).toMatchObject({
      label: 'Not due yet',
      amount: '€750.00',
      charges: '7 charges',
      share: '75.0%',
      length: 1,
    });
    expect(late!.length).toBeCloseTo(200 / 750);
    expect(none).toMatchObject({ charges: '0 charges', share: '0.0%', length: 0 });
  });

  it.each([
    ['current', '/customers?dueFrom=2026-11-30&sort=dueDate'],
    ['1-30', '/customers?dueFrom=2026-10-31&dueTo=2026-11-29&sort=dueDate'],
    ['31-60', undefined],
    ['90+', '/customers?dueTo=2026-08-31&sort=dueDate'],
  ])('%s leads to the customers behind it, if any', (name, href) => {
    const row = ageingRows(overview(), true, formats).find((each) => each.name === name)!;
    expect(row.href).toBe(href);
  });

  it('leads nowhere from the past, and to the currency where there are several', () => {
    expect(ageingRows(overview(), false, formats).some(({ href }) => href)).toBe(false);
    const [current] = ageingRows(overview({ currencies: ['EUR', 'USD'] }), true, formats);
    expect(current!.href).toContain('currency=EUR');
  });

  it('is summed up in words', () => {
    expect(summariseAgeing(overview(), formats)).toBe(
      '€250.00 of €1,000.00 is overdue (25.0%), in 4 charges. ' +
        'Most of that, €200.00, is 1–30 days late.',
    );
    expect(summariseAgeing(overview({ overdue: 0 }), formats)).toBe(
      'Nothing of €1,000.00 is overdue.',
    );
  });
});

describe('the tiles', () => {
  const tile = (id: string, live = true, change = {}) =>
    receivableTiles(overview(change), live, formats).find(({ testId }) => testId === id)!;

  it('say what is owed, and of how much of it the time is over', () => {
    expect(tile('tile-outstanding')).toMatchObject({ value: '€1,000.00', sample: '11 charges' });
    expect(tile('tile-overdue')).toMatchObject({
      value: '€250.00',
      note: '25.0% of what is outstanding',
      sample: '4 charges',
      link: { href: '/customers?status=overdue&sort=dueDate' },
    });
    expect(tile('tile-overdue', false).link).toBeUndefined();
  });

  it('compare the month with the one before, up to the same day', () => {
    expect(tile('tile-collected').change).toMatchObject({
      text: '+20.0%',
      sentiment: 'good',
      against: 'vs 1 Oct – 30 Oct',
    });
    expect(tile('tile-charged').change).toMatchObject({ text: '−10.0%', sentiment: 'neutral' });
    const { label, change } = tile('tile-collected', false, { asOf: '2026-03-31' });
    expect([label, change!.against]).toEqual(['Collected in Mar 2026', 'vs 1 Feb – 28 Feb']);
  });

  it('have no days sales outstanding without charges', () => {
    expect(tile('tile-dso')).toMatchObject({ value: '41.3', note: 'days to collect' });
    expect(tile('tile-dso', true, { daysSalesOutstanding: null })).toMatchObject({
      value: '–',
      note: 'No charges in 90 days',
    });
  });
});

describe('the day', () => {
  it.each([
    [{ year: 2026, month: 11, day: 30 }, ['2026-11-30', '2026-10-31', '2026-09-30']],
    [{ year: 2026, month: 10, day: 5 }, ['2026-10-05', '2026-09-30']],
    [{ year: 2027, month: 2, day: 1 }, ['2027-02-01', '2027-01-31', '2026-12-31']],
  ])('%# is quickly the end of a month or a quarter', (today, days) => {
    expect(dayPicks(today).map(({ day }) => day)).toEqual(days);
  });

  it('stands in the address with the currency', () => {
    const query = new URLSearchParams('asOf=2026-10-31&currency=USD');
    expect(readChoice(query)).toEqual({ asOf: '2026-10-31', currency: 'USD' });
    expect(readChoice(new URLSearchParams('asOf=2026-02-30&currency=dollar'))).toEqual({});
    expect(writeChoice(query, {}).toString()).toBe('');
  });
});
