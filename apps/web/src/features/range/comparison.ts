/** What a range is compared with: the period right before it, or the same days earlier. */
export const COMPARISONS = ['previous', 'week', 'month', 'year'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const COMPARISON_LABELS: Record<Comparison | 'none', string> = {
  previous: 'vs previous period',
  week: 'vs a week earlier',
  month: 'vs a month earlier',
  year: 'vs a year earlier',
  none: 'No comparison',
};

/** What a chart calls the line of the compared period. */
export const COMPARED_NAMES: Record<Comparison, string> = {
  previous: 'Previous period',
  week: 'A week earlier',
  month: 'A month earlier',
  year: 'A year earlier',
};
