import { formatsFor } from '@cashbeat/utils';
import { describe, expect, it } from 'vitest';
import { type ChartPoint, chartPoints } from '@/features/trends/chart-points';
import { isSameDrawing } from '@/features/trends/same-drawing';
import { bucket } from '../support/samples';

const formats = formatsFor('en-GB');
const interval = { low: 1, high: 2, middle: 1.5 };
const expected = { volume: interval, successRate: null } as unknown as ChartPoint['expected'];
const trends = [bucket(1, { expected }), bucket(2, { expected })];
const points = () => chartPoints(trends, 'day', 'UTC', formats);
const changed = (change: Partial<ChartPoint>) => {
  const [first, last] = points();
  return [first!, { ...last!, ...change }];
};

describe('a drawing', () => {
  it('stays where figures move by less than can be seen', () => {
    const { amount, successRate } = points()[1]!;
    const next = changed({
      amount: amount * 0.999_9,
      successRate: successRate! + 0.000_1,
      count: 99,
    });
    expect(isSameDrawing(points(), next)).toBe(true);
  });

  it.each<[string, Partial<ChartPoint>]>([
    ['higher bar', { amount: points()[1]!.amount * 1.1 }],
    ['higher axis', { amount: points()[1]!.amount * 40 }],
    ['other rate', { successRate: 0.5 }],
    ['hole', { successRate: null }],
    ['unfinished bucket', { complete: false }],
    ['other label', { label: 'x' }],
    ['other time', { timestamp: '2020-01-01T00:00:00.000Z' }],
    ['comparison', { previous: { title: 'x', amount: 1, successRate: null } }],
    ['band', { expected: { ...points()[1]!.expected! } }],
    ['anomaly', { anomaly: {} as ChartPoint['anomaly'] }],
  ])('is made anew for a %s', (_, change) => {
    expect(isSameDrawing(points(), changed(change))).toBe(false);
  });

  it('is made anew for more buckets, or fewer', () => {
    expect(isSameDrawing(points(), points().slice(1))).toBe(false);
    expect(isSameDrawing(points().slice(1), points())).toBe(false);
  });
});
