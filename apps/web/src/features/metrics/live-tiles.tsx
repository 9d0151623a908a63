import type { PaymentMetrics } from '@cashbeat/shared-types';
import { memo } from 'react';
import { useMethodName } from '@/features/organisation/use-method-name';
import type { AnalyticsQuery } from '@/features/range/analytics-query';
import { useFormats } from '@/store/session/use-formats';
import { FiguresFooter } from './figures-footer';
import { MetricTileCard } from './metric-tile-card';
import { metricTiles } from './metric-tiles';
import { TileRow } from './tile-row';
import type { TileSeries } from './tile-series';

export interface LiveTilesProps {
  metrics: PaymentMetrics;
  query: AnalyticsQuery;
  series: TileSeries;
  /** What the figures are compared with: "vs prior period". */
  against?: string;
  /** Of the organisation. */
  zone: string;
  stale: boolean;
  /** Figures of another question are on their way. */
  busy: boolean;
}

/** The figures, and when they were read. */
export const LiveTiles = memo(function LiveTiles(props: LiveTilesProps) {
  const { metrics, query, series, against, zone, stale, busy } = props;
  const formats = useFormats();
  const methodName = useMethodName();
  const tiles = metricTiles(metrics, { against, method: query.method, methodName, formats });
  return (
    <>
      <TileRow busy={busy}>
        {tiles.map((tile) => (
          <MetricTileCard
            key={tile.testId}
            tile={tile}
            metrics={metrics}
            series={series[tile.testId]}
            query={query}
            organisationZone={zone}
            stale={stale}
          />
        ))}
      </TileRow>
      <FiguresFooter metrics={metrics} compared={against !== undefined} />
    </>
  );
});
