'use client';

import type { ReceivablesOverview } from '@cashbeat/shared-types';
import { EmptyState, ErrorState, Notice, Panel, StatTile, StatTileSkeleton } from '@cashbeat/ui';
import { localDateOf, toIsoDate } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useFreshness } from '@/features/connection/use-freshness';
import { describeListFailure } from '@/features/filters/list-failure';
import { useAddressFilters } from '@/features/filters/use-address-filters';
import { TileRow } from '@/features/metrics/tile-row';
import { NeedsPermission } from '@/features/settings/needs-permission';
import { useNow } from '@/features/settings/use-now';
import { useZone } from '@/features/settings/when';
import { PageHeader } from '@/features/shell/page-header';
import { ShellLink } from '@/features/shell/shell-link';
import { liveResult } from '@/store/live-result';
import { isRefusal } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import { usePermission } from '@/store/session/use-permission';
import { AgeingPanel, AgeingSkeleton } from './ageing-panel';
import { readChoice, writeChoice } from './as-of';
import { AsOfBar } from './as-of-bar';
import { receivableTiles, TILE_LABELS } from './receivable-tiles';
import { useGetReceivablesQuery } from './receivables-api';

/** What is owed to the organisation, as of today or any day before. */
export function ReceivablesPage() {
  const [choice, change] = useAddressFilters(readChoice, writeChoice);
  const today = toIsoDate(localDateOf(useNow(), useZone()));
  const asOf = choice.asOf === today ? undefined : choice.asOf;
  const live = asOf === undefined;
  const ahead = asOf !== undefined && asOf > today;
  const { stale, pollingInterval } = useFreshness();
  const allowed = usePermission('customers:read');
  const { data, currentData, error, isFetching, refetch } = useGetReceivablesQuery(
    { asOf, currency: choice.currency },
    {
      skip: !allowed || ahead,
      pollingInterval: live ? pollingInterval : 0,
      skipPollingIfUnfocused: true,
      selectFromResult: liveResult,
    },
  );
  const failure = error && describeListFailure(error);
  const retry = failure && !isRefusal(failure) ? () => void refetch() : undefined;

  const body = () => {
    if (ahead) return <StillToCome onToday={() => change({ asOf: undefined })} />;
    if (failure && !currentData) {
      return (
        <Panel title="Receivables" flush>
          <ErrorState {...failure} onRetry={retry} retrying={isFetching} />
        </Panel>
      );
    }
    if (!data) return <FiguresSkeleton />;
    if (data.currencies.length === 0) return <NothingCharged />;
    return (
      <>
        {failure && (
          <Notice tone="warning" onRetry={retry}>
            The figures could not be brought up to date. {failure.detail}
          </Notice>
        )}
        {/* Old figures stand in for those of another day for a moment. */}
        <Figures
          overview={data}
          live={live && currentData !== undefined}
          busy={currentData === undefined}
          outdated={currentData === undefined || (live && stale) || failure !== undefined}
        />
      </>
    );
  };

  return (
    <>
      <PageHeader title="Receivables">
        <AsOfBar choice={choice} shown={data} onChange={change} />
      </PageHeader>
      <Box
        sx={{
          px: { xs: 4, md: 8 },
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr)',
          alignContent: 'start',
          gap: { xs: 3, md: 4 },
        }}
      >
        <NeedsPermission permission="customers:read" page="Receivables">
          {body()}
        </NeedsPermission>
      </Box>
    </>
  );
}

interface FiguresProps {
  overview: ReceivablesOverview;
  live: boolean;
  busy: boolean;
  outdated: boolean;
}

function Figures({ overview, live, busy, outdated }: FiguresProps) {
  const formats = useFormats();
  const { asOf, timeZone } = overview;
  const day = formats.formatDayWithYear(asOf, 'UTC');
  return (
    <>
      <Box>
        <TileRow busy={busy} roomy>
          {receivableTiles(overview, live, formats).map((tile) => (
            <StatTile key={tile.testId} {...tile} stale={outdated} LinkComponent={ShellLink} />
          ))}
        </TileRow>
        <Typography
          variant="caption"
          color="textSecondary"
          data-testid="receivables-as-of"
          sx={{ display: 'block', pt: 2, textAlign: { sm: 'right' } }}
        >
          {live ? `As of now, ${day}` : `As of the end of ${day}`}, in{' '}
          {timeZone.replaceAll('_', ' ')}
        </Typography>
      </Box>
      <Box sx={{ opacity: outdated ? 0.55 : 1 }}>
        <AgeingPanel overview={overview} live={live} />
      </Box>
    </>
  );
}

function FiguresSkeleton() {
  return (
    <>
      <TileRow busy roomy>
        {TILE_LABELS.map((label) => (
          <StatTileSkeleton key={label} label={label} drawn={false} />
        ))}
      </TileRow>
      <AgeingSkeleton />
    </>
  );
}

function StillToCome({ onToday }: { onToday: () => void }) {
  return (
    <Panel title="Receivables" flush>
      <EmptyState title="That day is still to come">
        <Button variant="outlined" onClick={onToday}>
          Show today
        </Button>
      </EmptyState>
    </Panel>
  );
}

function NothingCharged() {
  return (
    <Panel title="Receivables" flush>
      <EmptyState title="Nothing was charged yet">
        <Box sx={{ mb: 3 }}>
          Record customers and what they owe: what is outstanding, for how long, and how fast it is
          paid stands here then.
        </Box>
        <Button component={ShellLink} href="/customers" variant="contained">
          To the customers
        </Button>
      </EmptyState>
    </Panel>
  );
}
