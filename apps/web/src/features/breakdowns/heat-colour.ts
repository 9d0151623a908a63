import { type HeatMeasure, LEVELS } from './heat-map';

const HUES: Record<HeatMeasure, string> = {
  count: 'var(--cb-palette-chart-volume)',
  rate: 'var(--cb-palette-tone-failure-main)',
};
const EMPTY = 'var(--cb-palette-surface-sunken)';
/** The lightest step is still told from an empty hour. */
const LEAST_PERCENT = 16;

/** One hue from faint to full: it is read in print, in the dark and without seeing colours. */
export function heatColour(measure: HeatMeasure, level: number): string {
  if (level === 0) return EMPTY;
  const percent = LEAST_PERCENT + ((100 - LEAST_PERCENT) * (level - 1)) / (LEVELS - 1);
  return `color-mix(in oklab, ${HUES[measure]} ${Math.round(percent)}%, var(--cb-palette-background-paper))`;
}
