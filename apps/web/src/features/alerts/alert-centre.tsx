'use client';

import { EmptyState, Panel, Rows } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMemo } from 'react';
import { useFreshness } from '@/features/connection/use-freshness';
import { ListFailed, ListOutdated, NoMatch } from '@/features/filters/list-states';
import { useAddressFilters } from '@/features/filters/use-address-filters';
import { NeedsPermission } from '@/features/settings/needs-permission';
import { LinesSkeleton } from '@/features/settings/loaded';
import { ShellLink } from '@/features/shell/shell-link';
import { AlertFilterBar } from './alert-filter-bar';
import {
  type AlertFilters,
  isFiltered,
  NO_FILTERS,
  readFilters,
  writeFilters,
} from './alert-filters';
import { AlertRow } from './alert-row';
import { AlertsFrame } from './alerts-frame';
import { useListAlertsInfiniteQuery } from './alerts-api';

/** What fired and what became of it; open ones unless the address asks for others. */
export function AlertCentre() {
  return (
    <AlertsFrame>
      <NeedsPermission permission="alerts:read" page="Alerts">
        <AlertList />
      </NeedsPermission>
    </AlertsFrame>
  );
}

function AlertList() {
  const [filters, change] = useAddressFilters(readFilters, writeFilters);
  const { pollingInterval } = useFreshness();
  const list = useListAlertsInfiniteQuery(filters, {
    pollingInterval,
    skipPollingIfUnfocused: true,
  });
  const pages = list.currentData?.pages;
  const alerts = useMemo(() => pages?.flatMap(({ items }) => items), [pages]);
  const retry = () => void list.refetch();

  const body = () => {
    if (!alerts) {
      return list.error ? (
        <ListFailed error={list.error} retrying={list.isFetching} onRetry={retry} />
      ) : (
        <LinesSkeleton what="alerts" lines={6} />
      );
    }
    if (alerts.length > 0) {
      return (
        <>
          <Rows>
            {alerts.map((alert) => (
              <AlertRow key={alert.id} alert={alert} />
            ))}
          </Rows>
          {list.hasNextPage && (
            <Box sx={{ display: 'grid', placeItems: 'center', p: 4 }}>
              <Button
                variant="outlined"
                loading={list.isFetchingNextPage}
                onClick={() => void list.fetchNextPage()}
              >
                Show older alerts
              </Button>
            </Box>
          )}
        </>
      );
    }
    if (isFiltered(filters)) {
      return <NoMatch noun="alert" onClear={() => change(NO_FILTERS)} />;
    }
    return <Calm state={filters.state} onAll={() => change(NO_FILTERS)} />;
  };

  return (
    <>
      <AlertFilterBar filters={filters} counts={pages?.[0]?.counts} onChange={change} />
      {list.error && alerts && <ListOutdated error={list.error} onRetry={retry} />}
      <Panel title={TITLES[filters.state]} flush>
        {body()}
      </Panel>
    </>
  );
}

const TITLES: Record<AlertFilters['state'], string> = {
  open: 'Open alerts',
  firing: 'Firing alerts',
  acknowledged: 'Acknowledged alerts',
  snoozed: 'Snoozed alerts',
  resolved: 'Resolved alerts',
  all: 'All alerts',
};

/** Nothing is wrong, which is the best that this page can say. */
function Calm({ state, onAll }: { state: AlertFilters['state']; onAll: () => void }) {
  if (state !== 'open' && state !== 'all') {
    return (
      <EmptyState title={`No ${state} alerts`}>
        <Button variant="outlined" onClick={onAll}>
          Show all alerts
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={state === 'open' ? 'All calm' : 'No alert was ever raised'}>
      <Box sx={{ mb: 3 }}>
        No rule fires at the moment. When one does, it stands here and speaks up on every page.
      </Box>
      <Box sx={{ display: 'flex', justifyContent: 'center', gap: 2, flexWrap: 'wrap' }}>
        <Button component={ShellLink} href="/alerts/rules" variant="outlined">
          See the rules
        </Button>
        {state === 'open' && (
          <Button variant="outlined" onClick={onAll}>
            Show past alerts
          </Button>
        )}
      </Box>
    </EmptyState>
  );
}
