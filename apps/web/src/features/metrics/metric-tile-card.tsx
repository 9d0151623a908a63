import type { PaymentMetrics } from '@cashbeat/shared-types';
import { MiniBars, Sparkline, StatTile } from '@cashbeat/ui';
import type { AnalyticsQuery } from '@/features/range/analytics-query';
import { paymentsOf } from '@/features/range/payments-of';
import { ShellLink } from '@/features/shell/shell-link';
import type { MetricTile } from './metric-tiles';

export interface MetricTileCardProps {
  tile: MetricTile;
  metrics: PaymentMetrics;
  /** Undefined while the buckets are on their way, or where there are too few. */
  series?: readonly (number | null)[];
  query: AnalyticsQuery;
  /** That the days of the list of payments are cut in. */
  organisationZone: string;
  stale: boolean;
}

/** A figure that opens the payments behind it. */
export function MetricTileCard(props: MetricTileCardProps) {
  const { tile, metrics, series, query, organisationZone, stale } = props;
  const { behind, ...shown } = tile;
  const span = { from: metrics.from, to: metrics.to };
  return (
    <StatTile
      {...shown}
      stale={stale}
      link={{
        href: paymentsOf(query, organisationZone, behind?.filters, span),
        title: `Show the ${behind?.name ?? 'payments'}`,
      }}
      LinkComponent={ShellLink}
      drawing={
        tile.testId === 'tile-peak-hour' ? (
          <MiniBars
            values={metrics.hours}
            marked={metrics.count > 0 ? metrics.peakHour : undefined}
          />
        ) : (
          <Sparkline values={series ?? []} />
        )
      }
    />
  );
}
