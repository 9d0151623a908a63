'use client';

import { ErrorState, Notice, SPOKEN_ONLY, StatTile, StatTileSkeleton } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { useMethodName } from '@/features/organisation/use-method-name';
import { againstLabel } from '@/features/range/range-label';
import { useAnalyticsQuery } from '@/features/range/use-analytics-query';
import { useFreshness } from '@/features/connection/use-freshness';
import { describeFailure, inSentence, isRefusal } from '@/store/request-failure';
import { skipToken } from '@reduxjs/toolkit/query/react';
import { useFormats } from '@/store/session/use-formats';
import { metricTiles, TILE_LABELS } from './metric-tiles';
import { useGetMetricsQuery } from './metrics-api';

/** The five figures of the range, each with its change, its definition and its sample. */
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
  const metrics = useGetMetricsQuery(query ?? skipToken, { pollingInterval });
  const methodName = useMethodName();
  const { data, currentData } = metrics;
  // What is compared with belongs to the figures on show, not to those still on their way.
  const [against, setAgainst] = useState('');
  const asked = query && againstLabel(query.range);
  if (currentData && asked && against !== asked) setAgainst(asked);
  const error = organisation.error ?? metrics.error;
  const failure = error && describeFailure(error);
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
  if (!data || !query || (!currentData && stale)) {
    return (
      <Tiles busy>
        {TILE_LABELS.map((label) => (
          <StatTileSkeleton key={label} label={label} />
        ))}
      </Tiles>
    );
  }
  const outdated = stale || Boolean(failure) || currentData === undefined;
  return (
    <>
      {failure && (
        <Notice tone="warning" onRetry={isRefusal(failure) ? undefined : retry}>
          Figures of {formats.formatClock(data.asOf, data.timeZone)}: they could not be brought up
          to date. {failure.detail}
        </Notice>
      )}
      <Tiles busy={metrics.isFetching && currentData === undefined}>
        {metricTiles(data, { against, method: query.method, methodName, formats }).map((tile) => (
          <StatTile key={tile.testId} {...tile} stale={outdated} />
        ))}
      </Tiles>
    </>
  );
}

function Tiles({ children, busy }: { children: ReactNode; busy: boolean }) {
  return (
    <Box
      component="section"
      aria-label="Key figures"
      aria-busy={busy}
      sx={{
        display: 'grid',
        gap: { xs: 3, md: 4 },
        gridTemplateColumns: {
          xs: 'repeat(2, minmax(0, 1fr))',
          sm: 'repeat(6, minmax(0, 1fr))',
          lg: 'repeat(5, minmax(0, 1fr))',
        },
        // Five tiles leave no hole: one and two pairs, or three above two, or all in a line.
        '& > *': { gridColumn: { sm: 'span 2', lg: 'auto' } },
        '& > :first-of-type': { gridColumn: { xs: '1 / -1', sm: 'span 2', lg: 'auto' } },
        '& > :nth-last-of-type(-n + 2)': { gridColumn: { sm: 'span 3', lg: 'auto' } },
      }}
    >
      {children}
    </Box>
  );
}
