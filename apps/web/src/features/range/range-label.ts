import type { RangePreset, TimeRange } from '@cashbeat/utils';

export const RANGE_LABELS: Record<RangePreset, { short: string; long: string; against: string }> = {
  today: { short: 'Today', long: 'Today', against: 'vs yesterday by now' },
  '24h': { short: '24 h', long: 'Last 24 hours', against: 'vs prior 24\u00a0h' },
  '7d': { short: '7 d', long: 'Last 7 days', against: 'vs prior 7\u00a0d' },
  '30d': { short: '30 d', long: 'Last 30 days', against: 'vs prior 30\u00a0d' },
  '90d': { short: '90 d', long: 'Last 90 days', against: 'vs prior 90\u00a0d' },
  '12m': { short: '12 mo', long: 'Last 12 months', against: 'vs prior 12\u00a0mo' },
};

/** What the comparison of a tile is with. */
export function againstLabel(range: TimeRange): string {
  return range.preset === 'custom' ? 'vs prior period' : RANGE_LABELS[range.preset].against;
}
