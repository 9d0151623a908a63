import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sparkPath } from '@cashbeat/ui';

describe('a sparkline', () => {
  it('stays in its frame, whatever the figures', () => {
    const value = fc.option(fc.double({ noNaN: true, min: -1e12, max: 1e12 }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 600 }), (values) => {
        for (const [, x, y] of sparkPath(values).matchAll(/[ML]([^,]+),([\d.-]+)/g)) {
          expect(Number(x)).toBeGreaterThanOrEqual(0);
          expect(Number(x)).toBeLessThanOrEqual(100);
          expect(Number(y)).toBeGreaterThanOrEqual(2);
          expect(Number(y)).toBeLessThanOrEqual(26);
        }
      }),
    );
  });

  it('has a gap where there is no figure', () => {
    expect(sparkPath([1, 2, null, 2, 1])).toBe('M0,26h0L25,2M75,2h0L100,26');
    expect(sparkPath([null, null])).toBe('');
  });
});
