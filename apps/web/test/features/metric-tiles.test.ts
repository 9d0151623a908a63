import { formatsFor } from '@cashbeat/utils';
import { describe, expect, it } from 'vitest';
import { metricTiles } from '@/features/metrics/metric-tiles';
import { tileSeries } from '@/features/metrics/tile-series';
import { bucket, metrics } from '../support/samples';

const formats = formatsFor('en-GB');

const tiles = (change: Partial<typeof metrics> = {}, method?: string) =>
  metricTiles(
    { ...metrics, ...change },
    { against: 'vs prior 7 d', method, methodName: () => 'Card', formats },
  );

describe('the tiles', () => {
  it('write down the figures of the API', () => {
    expect(tiles().map(({ value }) => value)).toEqual([
      '€1,200.00',
      '90.0%',
      '€66.67',
      '€30.00',
      '3',
      '14:00',
    ]);
  });

  it('say how each changed, and whether that is good', () => {
    const changes = tiles().map(
      ({ change }) => change && [change.text, change.direction, change.sentiment],
    );
    expect(changes).toEqual([
      ['+20.0%', 'up', 'good'],
      ['−5.0 pt', 'down', 'bad'],
      ['No change', 'flat', 'neutral'],
      ['Nothing before', 'flat', 'neutral'],
      ['+1', 'up', 'neutral'],
      ['Was 13:00', 'flat', 'neutral'],
    ]);
  });

  it('say what each number stands on', () => {
    expect(tiles().map(({ sample }) => sample)).toEqual([
      '€1,170.00 after refunds',
      '2 of 20 failed',
      '18 succeeded',
      '2.5% of volume, 1 payment in full',
      'Card leads by volume',
      'With 14 payments',
    ]);
    expect(tiles()[1]!.definition).toContain('From 20 attempts. As of 10:00:00.');
  });

  it('take more refunds for bad news', () => {
    const previous = { ...metrics.previous, refundedVolume: 15 };
    expect(tiles({ previous })[3]!.change).toMatchObject({ text: '+100.0%', sentiment: 'bad' });
  });

  it('say nothing of before where nothing is compared', () => {
    const context = { methodName: () => 'Card', formats };
    expect(metricTiles(metrics, context).every(({ change }) => change === undefined)).toBe(true);
  });

  it('name no leader where one method is chosen', () => {
    expect(tiles({}, 'card')[4]!.sample).toBe('Card only');
  });

  it('know the exact amount where they show a short one', () => {
    const [volume] = tiles({ totalVolume: 207_203.11 });
    expect(volume).toMatchObject({ value: '€207.20k', exact: '€207,203.11' });
  });

  it('invent nothing where there is no data', () => {
    const none = {
      totalVolume: 0,
      successRate: 0,
      averageAmount: 0,
      peakHour: 0,
      topPaymentMethod: '',
      activeMethods: 0,
      count: 0,
      completedCount: 0,
      failedCount: 0,
      pendingCount: 0,
      refundedCount: 0,
      refundedVolume: 0,
      netVolume: 0,
      refundRate: 0,
      hours: Array<number>(24).fill(0),
    };
    const empty = tiles({ ...none, previous: { ...metrics.previous, ...none } });
    expect(empty.map(({ value }) => value)).toEqual(['€0.00', '–', '–', '€0.00', '0', '–']);
    expect(empty.every(({ change }) => change?.text === 'No payments')).toBe(true);
  });
});

describe('the sparklines', () => {
  it('leave out what is not whole, and have gaps where there is no figure', () => {
    const idle = { count: 0, completedCount: 0, failedCount: 0, successRate: 0, averageAmount: 0 };
    const series = tileSeries([
      bucket(1),
      bucket(2, idle),
      bucket(3),
      bucket(4, { complete: false }),
    ]);
    expect(series['tile-total-volume']).toEqual([100, 200, 300]);
    expect(series['tile-success-rate']).toEqual([0.8, null, 0.8]);
    expect(series['tile-average-amount']).toEqual([12.5, null, 37.5]);
  });

  it('show nothing where there is no course', () => {
    expect(tileSeries([bucket(1), bucket(2, { complete: false })])).toEqual({});
  });
});
