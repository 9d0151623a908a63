import { formatsFor } from '@cashbeat/utils';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutFlow } from '@/features/breakdowns/flow-layout';
import {
  figuresOfHour,
  levelOf,
  LEVELS,
  mostOf,
  nameOfHour,
  peakOf,
  summariseHours,
} from '@/features/breakdowns/heat-map';
import {
  FAILURE_READING,
  METHOD_READING,
  partRows,
  STATUS_READING,
} from '@/features/breakdowns/part-rows';
import {
  summariseFailures,
  summariseFlow,
  summariseMethods,
} from '@/features/breakdowns/summaries';
import { breakdown, hoursOfWeek, part } from '../support/insight-samples';

const formats = formatsFor('en-GB');
const hour = fc
  .record({
    count: fc.nat(5_000),
    attempts: fc.nat(5_000),
    successRate: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map((figures) => ({ weekday: 1, hour: 0, ...figures }));

describe('the heat map', () => {
  it('deepens with the count, and is empty for nothing only', () => {
    fc.assert(
      fc.property(hour, hour, (one, other) => {
        const most = mostOf([one, other]);
        const [low, high] = one.count < other.count ? [one, other] : [other, one];
        const [faint, deep] = [levelOf(low, 'count', most), levelOf(high, 'count', most)];
        expect(faint).toBeLessThanOrEqual(deep);
        expect(deep).toBeLessThanOrEqual(LEVELS);
        expect(faint === 0).toBe(low.count === 0);
      }),
    );
  });

  it('deepens as the success rate falls, and is empty without an attempt only', () => {
    fc.assert(
      fc.property(hour, hour, (one, other) => {
        const [good, bad] = one.successRate > other.successRate ? [one, other] : [other, one];
        const tried = { attempts: 1 };
        expect(levelOf({ ...good, ...tried }, 'rate', 1)).toBeLessThanOrEqual(
          levelOf({ ...bad, ...tried }, 'rate', 1),
        );
        const level = levelOf(one, 'rate', 1);
        expect(level === 0).toBe(one.attempts === 0);
        expect(level).toBeLessThanOrEqual(LEVELS);
      }),
    );
  });

  it('names hours and their figures', () => {
    expect(nameOfHour({ weekday: 7, hour: 23 }, formats)).toBe('Sunday 23:00–00:00');
    const told = (change: object) => figuresOfHour({ ...hoursOfWeek()[0]!, ...change }, formats);
    expect(told({})).toBe('No payments');
    expect(told({ count: 1 })).toBe('1 payment, none attempted yet');
    expect(told({ count: 42, attempts: 40, successRate: 0.95 })).toBe(
      '42 payments, 95.0% of 40 attempts succeeded',
    );
  });

  it('calls no hour the worst for one unlucky attempt', () => {
    const hours = hoursOfWeek((weekday, at) =>
      weekday === 1 && at === 0
        ? { count: 1, attempts: 1, successRate: 0 }
        : { count: 10, attempts: 10, successRate: weekday === 2 && at === 3 ? 0.9 : 1 },
    );
    expect(peakOf(hours, 'rate')).toMatchObject({ weekday: 2, hour: 3 });
    expect(summariseHours(hours, 'rate', formats)).toMatch(/^Fails most: Tuesday 03:00–04:00/);
    expect(summariseHours(hoursOfWeek(), 'count', formats)).toBe('No payments in any hour.');
  });
});

describe('the status flow', () => {
  const counts = fc.record({
    kept: fc.nat(10_000),
    refunded: fc.nat(10_000),
    failed: fc.nat(10_000),
    pending: fc.nat(10_000),
  });
  const stepsOf = ({ kept, refunded, failed, pending }: Record<string, number>) =>
    [
      ['created', 'succeeded', kept! + refunded!],
      ['created', 'failed', failed!],
      ['created', 'pending', pending!],
      ['succeeded', 'kept', kept!],
      ['succeeded', 'refunded', refunded!],
    ].map(([from, to, count]) => ({ from, to, count, amount: 0 })) as typeof breakdown.flow;

  it('never draws nodes or ribbons over each other, and all of it within its height', () => {
    fc.assert(
      fc.property(counts, (of) => {
        const { nodes, ribbons, height } = layoutFlow(stepsOf(of), { full: 150, slot: 60 });
        for (const node of nodes) {
          expect(node.top + node.height).toBeLessThanOrEqual(height);
          const below = nodes.filter(
            (other) => other.column === node.column && other.top > node.top,
          );
          for (const { top } of below) {
            expect(top).toBeGreaterThanOrEqual(node.top + Math.max(node.height, 60) - 1e-9);
          }
        }
        for (const key of ['created', 'succeeded']) {
          const source = nodes.find((node) => node.key === key)!;
          let edge = source.top;
          for (const { start } of ribbons.filter(({ from }) => from === key)) {
            expect(start.top).toBeCloseTo(edge, 6);
            edge += start.height;
          }
          expect(edge).toBeLessThanOrEqual(source.top + source.height + 1e-6);
        }
      }),
    );
  });

  it('keeps what is rare in sight, and what is not there out of it', () => {
    const steps = stepsOf({ kept: 100_000, refunded: 0, failed: 1, pending: 0 });
    const { nodes, ribbons } = layoutFlow(steps, { full: 150, slot: 60 });
    expect(nodes.find(({ key }) => key === 'failed')!.height).toBe(2);
    expect(ribbons.map(({ to }) => to)).toEqual(['succeeded', 'failed', 'kept']);
    expect(layoutFlow([], { full: 150, slot: 60 }).ribbons).toEqual([]);
  });
});

describe('the parts', () => {
  const rows = (change: object, reading = METHOD_READING) =>
    partRows([part('card', change)], reading, 'EUR', formats)[0]!;

  it('say what changed, and whether that is good', () => {
    expect(rows({ amount: 1_100, previousAmount: 1_000 }).change).toEqual({
      text: '+10.0%',
      sentiment: 'good',
    });
    expect(rows({ amount: 900, previousAmount: 1_000 }).change.sentiment).toBe('bad');
    expect(rows({ count: 9, previousCount: 6 }, FAILURE_READING).change).toEqual({
      text: '+50.0%',
      sentiment: 'bad',
    });
    expect(rows({ count: 9, previousCount: 6 }, STATUS_READING).change.sentiment).toBe('neutral');
    expect(rows({ previousAmount: 0 }).change.text).toBe('new');
    expect(rows({ amount: 0, previousAmount: 0 }).change.text).toBe('–');
    expect(rows({ amount: 10_000, previousAmount: 10_001 }).change.text).toBe('±0');
  });

  it('claim no success rate without an attempt', () => {
    expect(rows({ attempts: 0, successRate: 0 }).successRate).toBeUndefined();
    expect(rows({ attempts: 3, successRate: 0 }).successRate).toBe('0.0%');
  });

  it('are told in a sentence', () => {
    const name = (key: string) => `<${key}>`;
    expect(summariseMethods(breakdown.methods, name, formats)).toBe(
      '<card> leads with 65.0% of the volume; 93.0% of its attempts succeeded.',
    );
    expect(summariseFailures([], name, formats)).toBe('No payment stands failed.');
    expect(summariseFlow(breakdown.flow, formats)).toBe(
      '870 succeeded, 90 failed, 40 pending. Of those that succeeded 20 were wholly refunded.',
    );
  });
});
