import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MeasurePoint, scaleOf, ticksOf } from '@/features/alerts/measure-points';

function point(value: number | null): MeasurePoint {
  return { at: 0, value, baseline: null, threshold: 0.2, clear: null, firing: false };
}

describe('the axis of a measure', () => {
  it('ends above all that is shown, in few round steps', () => {
    expect(scaleOf([point(0.38)], { measure: 'failure_rate' })).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (value) => {
        const scale = scaleOf([point(value)], { measure: 'volume' });
        expect(scale.at(-1)).toBeGreaterThanOrEqual(value);
        expect(scale.length).toBeGreaterThan(1);
        expect(scale.length).toBeLessThanOrEqual(6);
      }),
    );
  });

  it('never shows more than all of it for a rate', () => {
    expect(scaleOf([point(1)], { measure: 'failure_rate' }).at(-1)).toBe(1);
  });

  it('names every third day of the fifteen that a rule is tried on', () => {
    const start = Date.UTC(2026, 10, 15, 14);
    expect(ticksOf(start, start + 15 * 86_400_000)).toHaveLength(5);
  });

  it('names few moments, all within the range', () => {
    const start = Date.UTC(2026, 10, 21, 8, 7);
    fc.assert(
      fc.property(fc.integer({ min: 600_000, max: 30 * 86_400_000 }), (length) => {
        const ticks = ticksOf(start, start + length);
        expect(ticks.length).toBeLessThanOrEqual(8);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(start);
          expect(tick).toBeLessThanOrEqual(start + length);
        }
      }),
    );
  });
});
