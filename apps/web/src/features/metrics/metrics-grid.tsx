'use client';

import { ErrorState, Notice, SPOKEN_ONLY, StatTileSkeleton } from '@cashbeat/ui';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { skipToken } from '@reduxjs/toolkit/query/react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useFreshness } from '@/features/connection/use-freshness';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { againstLabel } from '@/features/range/range-label';
import { useAnalyticsQuery } from '@/features/range/use-analytics-query';
import { useTrends } from '@/features/trends/use-trends';
import { liveResult } from '@/store/live-result';
import { describeFailure, inSentence, isRefusal } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import { LiveTiles } from './live-tiles';
import { TILE_LABELS } from './metric-tiles';
import { useGetMetricsQuery } from './metrics-api';
import { TileRow } from './tile-row';
import { tileSeries } from './tile-series';

/** The six figures of the range, each with its change, its course, its definition and its sample. */
export function MetricsGrid() {
  return (
    <>
      <Typography variant="h2" sx={SPOKEN_ONLY}>
        Key figures
      </Typography>
      <Figures />
    </>
  );
}

function Figures() {
  const formats = useFormats();
  const organisation = useGetOrganisationQuery();
  const query = useAnalyticsQuery();
  const { stale, pollingInterval } = useFreshness();
  const metrics = useGetMetricsQuery(query ?? skipToken, {
    pollingInterval,
    selectFromResult: liveResult,
  });
  const buckets = useTrends().trends.currentData;
  const series = useMemo(() => tileSeries(buckets ?? []), [buckets]);
  const { data, currentData } = metrics;
  const zone = organisation.data?.timeZone;
  // What is compared with belongs to the figures on show, not to those still on their way.
  const [against, setAgainst] = useState<string>();
  const asked = query?.compare && againstLabel(query.range, query.compare);
  if (currentData && against !== asked) setAgainst(asked);
  const error = organisation.error ?? metrics.error;
  const failure = error && describeFailure(error);
  const outdated = stale || Boolean(failure) || currentData === undefined;
  const busy = metrics.isFetching && currentData === undefined;
  const drawable = useMemo(
    () => (data && query && zone ? { metrics: data, query, series, against, zone } : undefined),
    [data, query, series, against, zone],
  );
  // Drawn in pieces, between which the page answers.
  const drawn = useDeferredValue(drawable);
  const retry = () => void (organisation.error ? organisation.refetch() : metrics.refetch());

  if (!currentData && failure) {
    return (
      <Paper sx={{ border: 1, borderColor: 'divider', borderRadius: 3 }}>
        <ErrorState
          title={`Figures: ${inSentence(failure.title)}`}
          detail={failure.detail}
          requestId={failure.requestId}
          onRetry={isRefusal(failure) ? undefined : retry}
          retrying={metrics.isFetching || organisation.isFetching}
        />
      </Paper>
    );
  }
  // Old figures stand in for new ones for a moment; nobody knows how long an outage is.
  if (!data || !drawable || !drawn || (!currentData && stale)) {
    return (
      <TileRow busy>
        {TILE_LABELS.map((label) => (
          <StatTileSkeleton key={label} label={label} />
        ))}
      </TileRow>
    );
  }
  return (
    <>
      {failure && (
        <Notice tone="warning" onRetry={isRefusal(failure) ? undefined : retry}>
          Figures of {formats.formatClock(data.asOf, data.timeZone)}: they could not be brought up
          to date. {failure.detail}
        </Notice>
      )}
      <LiveTiles {...drawn} stale={outdated} busy={busy} />
    </>
  );
}
