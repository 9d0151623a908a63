import { describe, expect, it } from 'vitest';
import { chooseDays } from '@/features/range/possible-days';

describe('a choice of days', () => {
  it('is a range when the days are possible and in order', () => {
    expect(chooseDays('2000-01-01', '2100-12-31')).toEqual({
      range: { preset: 'custom', firstDay: '2000-01-01', lastDay: '2100-12-31' },
    });
  });

  it.each([
    ['0001-01-01', '9999-12-31', 'Only days of the years 2000 to 2100 are possible.'],
    ['1999-12-31', '', 'Only days of the years 2000 to 2100 are possible.'],
    ['2026-03-02', '2026-03-01', 'Ends before it begins.'],
    ['2026-03-02', '', undefined],
  ])('%s to %s is none, and says why', (first, last, fault) => {
    expect(chooseDays(first, last)).toEqual({ fault });
  });
});
