import { describe, expect, it } from 'vitest';
import { readFilters, writeFilters } from '@/features/payments/payment-filters';
import { changedView, readView, type View, writeView } from '@/features/range/view';

describe('the view in the address', () => {
  const views: View[] = [
    { range: { preset: '7d' } },
    {
      range: { preset: '12m' },
      period: 'week',
      currency: 'JPY',
      method: 'card',
      zone: 'Asia/Tokyo',
    },
    { range: { preset: 'custom', firstDay: '2026-03-01', lastDay: '2026-03-31' } },
    { range: { preset: '90d' }, compare: 'year' },
    { range: { preset: 'today' }, compare: 'none' },
    {
      range: { preset: 'exact', from: '2026-03-01T09:00:00.000Z', to: '2026-03-01T11:00:00.000Z' },
      period: 'hour',
      trail: [
        { range: { preset: '30d' } },
        {
          range: { preset: 'custom', firstDay: '2026-03-01', lastDay: '2026-03-01' },
          period: 'hour',
        },
      ],
    },
  ];

  it.each(views)('comes back as it was written: %j', (view) => {
    expect(readView(writeView(new URLSearchParams(), view))).toEqual(view);
  });

  it('is empty for the defaults and keeps what is not its own', () => {
    const query = writeView(new URLSearchParams('payment=pay_1&range=30d'), {
      range: { preset: '7d' },
    });
    expect(query.toString()).toBe('payment=pay_1');
  });

  it.each([
    'range=fortnight',
    'range=custom&from=2026-03-02&to=2026-03-01',
    'range=custom&from=yesterday&to=today',
    'range=custom&from=0001-01-01&to=9999-12-31',
    'range=custom&from=2026-03-01T11:00:00Z&to=2026-03-01T09:00:00Z',
    'range=custom&from=0026-03-01T11:00:00Z&to=2026-03-01T09:00:00Z',
    'compare=previous&zoom=forever*a_b',
    'tz=Mars/Olympus&currency=euro&method=DROP%20TABLE&period=second',
  ])('falls back where it makes no sense: %s', (query) => {
    expect(readView(new URLSearchParams(query))).toEqual({ range: { preset: '7d' } });
  });
});

describe('a range that is chosen', () => {
  const inside: View = {
    range: { preset: 'custom', firstDay: '2026-03-01', lastDay: '2026-03-01' },
    period: 'hour',
    compare: 'week',
    trail: [{ range: { preset: '30d' }, period: 'day' }, { range: { preset: '7d' } }],
  };

  it('ends what was zoomed into, grain and all', () => {
    expect(changedView(inside, { range: { preset: '90d' } })).toEqual({
      range: { preset: '90d' },
      period: 'day',
      compare: 'week',
      trail: undefined,
    });
  });

  it('is no matter of other changes', () => {
    expect(changedView(inside, { compare: 'none' })).toEqual({ ...inside, compare: 'none' });
  });
});

describe('the filters in the address', () => {
  it('come back as they were written', () => {
    const filters = {
      firstDay: '2026-03-01',
      lastDay: '2026-03-31',
      method: 'card',
      statuses: ['completed', 'refunded'] as const,
      refunded: true as const,
      currency: 'EUR',
      minAmount: '10.5',
      maxAmount: '100',
      text: 'a & b',
      sort: '-amount' as const,
    };
    expect(readFilters(writeFilters(new URLSearchParams(), filters))).toEqual(filters);
  });

  it('drop what the API would refuse', () => {
    const filters = readFilters(new URLSearchParams('status=lost&min=-1&from=soon&sort=mood'));
    expect(filters).toEqual({ sort: '-createdAt' });
  });
});
