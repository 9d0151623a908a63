'use client';

import type { AlertDetails } from '@cashbeat/shared-types';
import { EmptyState, Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { useFreshness } from '@/features/connection/use-freshness';
import { LinesSkeleton, Loaded } from '@/features/settings/loaded';
import { NeedsPermission } from '@/features/settings/needs-permission';
import { ShellLink } from '@/features/shell/shell-link';
import { describeFailure } from '@/store/request-failure';
import { AlertDeliveries } from './alert-deliveries';
import { AlertHistory } from './alert-history';
import { AlertOverview } from './alert-overview';
import { AlertSeries } from './alert-series';
import { AlertsFrame } from './alerts-frame';
import { useGetAlertQuery } from './alerts-api';

/** One alert: what was found, what to do about it, and what was done. */
export function AlertPage({ id }: { id: string }) {
  return (
    <AlertsFrame>
      <NeedsPermission permission="alerts:read" page="Alert">
        <Link
          component={ShellLink}
          href="/alerts"
          sx={{ fontSize: '0.8125rem', justifySelf: 'start' }}
        >
          ← All alerts
        </Link>
        <Body id={id} />
      </NeedsPermission>
    </AlertsFrame>
  );
}

function Body({ id }: { id: string }) {
  const { pollingInterval } = useFreshness();
  const query = useGetAlertQuery(id, { pollingInterval, skipPollingIfUnfocused: true });
  if (query.error && !query.currentData && describeFailure(query.error).status === 404) {
    return (
      <Panel title="Alert" flush>
        <EmptyState title="There is no such alert">
          <Box sx={{ mb: 3 }}>It may be one of another organisation, or the link is not whole.</Box>
          <Button component={ShellLink} href="/alerts" variant="outlined">
            All alerts
          </Button>
        </EmptyState>
      </Panel>
    );
  }
  if (!query.currentData) {
    return (
      <Panel title="Alert" flush>
        <Loaded
          query={query}
          what="the alert"
          skeleton={<LinesSkeleton what="the alert" lines={8} />}
        >
          {() => null}
        </Loaded>
      </Panel>
    );
  }
  return (
    <Loaded query={query} what="the alert">
      {(alert) => <Sections alert={alert} />}
    </Loaded>
  );
}

function Sections({ alert }: { alert: AlertDetails }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 4,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.7fr) minmax(0, 1fr)' },
      }}
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 4 }}>
        <AlertOverview alert={alert} />
        <AlertSeries alert={alert} />
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 4 }}>
        <AlertHistory history={alert.history} />
        <AlertDeliveries deliveries={alert.deliveries} />
      </Box>
    </Box>
  );
}
