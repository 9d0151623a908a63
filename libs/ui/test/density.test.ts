import { describe, expect, it } from 'vitest';
import { componentOverrides } from '../src/theme-components';
import { theme } from '../src/theme';
import { densities, DENSITIES } from '../src/tokens';

const baseline = componentOverrides.MuiCssBaseline!.styleOverrides as Record<
  string,
  Record<string, string>
>;

describe('density', () => {
  it('is a set of variables on the document, the same ones for each', () => {
    const [comfortable, compact] = [baseline[':root'], baseline[':root[data-density="compact"]']];
    expect(Object.keys(compact!)).toEqual(Object.keys(comfortable!));
    expect(comfortable!['--cb-spacing']).toBe(densities.comfortable.unit);
  });

  it('reaches every distance, as spacing is a multiple of the variable', () => {
    expect(theme.spacing(2)).toBe('calc(2 * var(--cb-spacing, 4px))');
  });

  it('leaves what is pressed large enough (WCAG 2.5.8: 24 px)', () => {
    for (const density of DENSITIES) {
      expect(Number.parseInt(densities[density].control, 10)).toBeGreaterThanOrEqual(24);
    }
  });
});
