import { formatsFor } from '@cashbeat/utils';
import { describe, expect, it } from 'vitest';
import { paymentsOf } from '@/features/range/payments-of';
import { againstLabel, nameOfRange } from '@/features/range/range-label';

const formats = formatsFor('en-GB');
const zone = 'Europe/Berlin';

describe('a range in words', () => {
  it.each([
    [{ preset: '30d' } as const, 'Last 30 days'],
    [{ preset: 'custom', firstDay: '2026-11-03', lastDay: '2026-11-03' } as const, '3 Nov 2026'],
    [
      { preset: 'custom', firstDay: '2026-11-03', lastDay: '2026-11-05' } as const,
      '3 Nov 2026 – 5 Nov 2026',
    ],
    [
      {
        preset: 'exact',
        from: '2026-11-03T13:00:00.000Z',
        to: '2026-11-03T15:00:00.000Z',
      } as const,
      '3 Nov 2026, 14:00 – 16:00',
    ],
    [
      {
        preset: 'exact',
        from: '2026-11-03T13:00:00.000Z',
        to: '2026-11-04T15:30:00.000Z',
      } as const,
      '3 Nov 2026, 14:00 – 4 Nov 2026, 16:30',
    ],
  ])('is what it is', (range, words) => expect(nameOfRange(range, zone, formats)).toBe(words));

  it('says what it is compared with', () => {
    expect(againstLabel({ preset: 'today' })).toBe('vs yesterday by now');
    expect(againstLabel({ preset: 'today' }, 'week')).toBe('vs a week earlier');
    expect(againstLabel({ preset: 'custom', firstDay: '2026-11-03', lastDay: '2026-11-03' })).toBe(
      'vs prior period',
    );
  });
});

describe('the payments of figures', () => {
  const query = {
    range: { preset: 'custom', firstDay: '2026-11-03', lastDay: '2026-11-04' } as const,
    zone,
    currency: 'EUR',
    method: 'card',
  };

  it('are of the same days', () => {
    expect(paymentsOf(query, zone, { statuses: ['failed'] })).toBe(
      '/payments?from=2026-11-03&to=2026-11-04&method=card&status=failed&currency=EUR',
    );
  });

  it('are of the same instants where the days of the list are others', () => {
    const address = new URLSearchParams(paymentsOf(query, 'UTC').split('?')[1]);
    expect(address.get('since')).toBe('2026-11-02T23:00:00.000Z');
    expect(address.get('until')).toBe('2026-11-04T23:00:00.000Z');
    expect(address.has('from')).toBe(false);
  });
});
