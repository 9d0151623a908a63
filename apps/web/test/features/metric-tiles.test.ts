import { formatsFor } from '@cashbeat/utils';
import { describe, expect, it } from 'vitest';
import { metricTiles } from '@/features/metrics/metric-tiles';
import { metrics } from '../support/samples';

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
      ['+1', 'up', 'neutral'],
      ['Was 13:00', 'flat', 'neutral'],
    ]);
  });

  it('say what each number stands on', () => {
    expect(tiles().map(({ sample }) => sample)).toEqual([
      '€30.00 refunded',
      '2 of 20 failed',
      '18 succeeded',
      'Card leads by volume',
      'Of all 22 payments',
    ]);
  });

  it('name no leader where one method is chosen', () => {
    expect(tiles({}, 'card')[3]!.sample).toBe('Card only');
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
    };
    const empty = tiles({ ...none, previous: { ...metrics.previous, ...none } });
    expect(empty.map(({ value }) => value)).toEqual(['€0.00', '–', '–', '0', '–']);
    expect(empty.every(({ change }) => change?.text === 'No payments')).toBe(true);
  });
});
