import { formatsFor } from '@cashbeat/utils';
import { describe, expect, it } from 'vitest';
import { chartPoints, summarise, volumeTicks } from '@/features/trends/chart-points';
import { bucket } from '../support/samples';

const formats = formatsFor('en-GB');

const idle = { amount: 0, count: 0, successRate: 0, completedCount: 0, failedCount: 0 };

describe('the points of the chart', () => {
  it('leave a hole in the rate where nobody tried to pay', () => {
    const points = chartPoints([bucket(1), bucket(2, idle)], 'day', 'UTC', formats);
    expect(points.map(({ successRate }) => successRate)).toEqual([0.8, null]);
  });

  it('are named in the zone of the view', () => {
    const [point] = chartPoints(
      [bucket(1, { timestamp: '2026-10-31T23:00:00.000Z' })],
      'day',
      'Europe/Berlin',
      formats,
    );
    expect(point).toMatchObject({ label: '1 Nov', title: '1 Nov 2026' });
  });

  it('are named as the organisation writes days', () => {
    const points = chartPoints([bucket(1)], 'day', 'UTC', formatsFor('de-DE'));
    expect(points[0]).toMatchObject({ label: '1. Nov.', title: '1. Nov. 2026' });
  });

  it('name a week by its first and last day', () => {
    const week = bucket(2, { end: new Date(Date.UTC(2026, 10, 9)).toISOString() });
    expect(chartPoints([week], 'week', 'UTC', formats)[0]!.title).toBe('2 Nov – 8 Nov 2026');
  });

  it('are summed up in words', () => {
    const points = chartPoints(
      [bucket(1), bucket(3, { successRate: 0.95 }), bucket(2, { complete: false })],
      'day',
      'UTC',
      formats,
    );
    expect(summarise(points, 'EUR', 'day', formats)).toBe(
      'Volume was highest on 3 Nov 2026: €300.00. Success rate between 80.0% and 95.0%.',
    );
    expect(
      summarise(chartPoints([bucket(1, idle)], 'day', 'UTC', formats), 'EUR', 'day', formats),
    ).toBe('No volume in this range.');
  });

  it.each([
    [1_800, [0, 500, 1_000, 1_500, 2_000]],
    [36_825.54, [0, 10_000, 20_000, 30_000, 40_000]],
    [22_000, [0, 6_000, 12_000, 18_000, 24_000]],
    [4, [0, 1, 2, 3, 4]],
    [0, [0, 0.25, 0.5, 0.75, 1]],
  ])('put the volume axis on round amounts past %d', (amount, ticks) => {
    expect(volumeTicks(chartPoints([bucket(1, { amount })], 'day', 'UTC', formats))).toEqual(ticks);
  });
});
