import { type Period, PERIODS, resolveRange } from '@cashbeat/utils';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrendsQuery } from '@/features/range/analytics-query';
import { changedView, type View } from '@/features/range/view';
import { moved, NOWHERE, selectionOf } from '@/features/trends/bucket-cursor';
import { bucketAt, middleOf } from '@/features/trends/plot';
import { zoomedOutView, zoomedView } from '@/features/trends/zoom';

const zone = 'Europe/Berlin';

const query = (change: Partial<TrendsQuery> = {}): TrendsQuery => ({
  range: { preset: 'custom', firstDay: '2026-10-01', lastDay: '2026-11-30' },
  zone,
  currency: 'EUR',
  period: 'day',
  ...change,
});

const day = (date: string) => {
  const { from, to } = resolveRange({ preset: 'custom', firstDay: date, lastDay: date }, zone, 0);
  return { timestamp: from, end: to };
};

describe('zooming', () => {
  it('into a day shows its hours, also on the day with 25 of them', () => {
    const bucket = day('2026-10-25');
    expect(zoomedView([bucket, bucket], query(), { range: query().range })).toEqual({
      range: { preset: 'custom', firstDay: '2026-10-25', lastDay: '2026-10-25' },
      period: 'hour',
      trail: [{ range: query().range, period: undefined }],
    });
  });

  it('into hours shows just those', () => {
    const hours = [
      { timestamp: '2026-11-03T09:00:00.000Z', end: '2026-11-03T10:00:00.000Z' },
      { timestamp: '2026-11-03T11:00:00.000Z', end: '2026-11-03T12:00:00.000Z' },
    ] as const;
    expect(zoomedView(hours, query({ period: 'hour' }), { range: query().range })).toMatchObject({
      range: { preset: 'exact', from: hours[0].timestamp, to: hours[1].end },
      period: 'hour',
    });
  });

  it('keeps to the range where it cuts a bucket', () => {
    const week = { timestamp: day('2026-09-28').timestamp, end: day('2026-10-04').end };
    expect(
      zoomedView([week, week], query({ period: 'week' }), { range: query().range }),
    ).toMatchObject({ range: { firstDay: '2026-10-01', lastDay: '2026-10-04' }, period: 'day' });
  });

  it('never makes the grain coarser, and comes back to where it began', () => {
    const grain = fc.constantFrom<Period>(...PERIODS);
    fc.assert(
      fc.property(grain, fc.nat(40), fc.nat(10), (period, start, length) => {
        const [first, last] = [addedDay(start), addedDay(start + length)];
        const before: View = { range: query().range, period };
        const part = zoomedView([first, last], query({ period }), before);
        expect(PERIODS.indexOf(part.period!)).toBeLessThanOrEqual(PERIODS.indexOf(period));
        const inside = changedView(before, part);
        expect(changedView(inside, zoomedOutView(inside.trail!))).toEqual({ ...before, trail: [] });
      }),
    );
  });

  it('out of several steps at once leads to the outermost', () => {
    const trail = [{ range: { preset: '12m' } as const }, { range: { preset: '30d' } as const }];
    expect(zoomedOutView(trail, 2)).toEqual({
      range: trail[0]!.range,
      period: undefined,
      trail: [],
    });
    expect(zoomedOutView([])).toEqual({});
  });
});

function addedDay(days: number) {
  return day(new Date(Date.UTC(2026, 9, 1 + days)).toISOString().slice(0, 10));
}

describe('the keyboard', () => {
  it('begins at the newest bucket and stays among them', () => {
    expect(moved(NOWHERE, 'ArrowLeft', false, 30)).toEqual({ active: 29, anchor: null });
    expect(moved({ active: 29, anchor: null }, 'ArrowRight', false, 30)!.active).toBe(29);
    expect(moved({ active: 3, anchor: null }, 'PageUp', false, 30)!.active).toBe(0);
    expect(moved({ active: 3, anchor: null }, 'End', false, 30)!.active).toBe(29);
    expect(moved({ active: 3, anchor: null }, 'x', false, 30)).toBeUndefined();
    expect(moved(NOWHERE, 'ArrowLeft', false, 0)).toBeUndefined();
  });

  it('selects with Shift, either way', () => {
    let cursor = moved({ active: 5, anchor: null }, 'ArrowLeft', true, 30)!;
    cursor = moved(cursor, 'ArrowLeft', true, 30)!;
    expect(selectionOf(cursor)).toEqual([3, 5]);
    expect(selectionOf(moved(cursor, 'ArrowRight', false, 30)!)).toBeUndefined();
  });
});

describe('the pointer', () => {
  it('finds the bucket in whose middle it is', () => {
    const count = fc.integer({ min: 1, max: 600 });
    fc.assert(
      fc.property(count, fc.nat(599), fc.integer({ min: 50, max: 4_000 }), (buckets, at, width) => {
        const index = at % buckets;
        expect(bucketAt(middleOf(index, width, buckets), width, buckets)).toBe(index);
      }),
    );
    expect(bucketAt(-4, 100, 10)).toBe(0);
    expect(bucketAt(140, 100, 10)).toBe(9);
  });
});
