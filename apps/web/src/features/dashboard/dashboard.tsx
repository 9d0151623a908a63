'use client';

import Box from '@mui/material/Box';
import { BreakdownPanels } from '@/features/breakdowns/breakdown-panels';
import { EventsFeed } from '@/features/events/events-feed';
import { MetricsGrid } from '@/features/metrics/metrics-grid';
import { RangeBar } from '@/features/range/range-bar';
import { PageHeader } from '@/features/shell/page-header';
import { TrendPanel } from '@/features/trends/trend-panel';
import { ViewsMenu } from '@/features/views/views-menu';

const GAP = { xs: 3, md: 4 };

/** Figures of a range, their course over time, and what happens right now. */
export default function Dashboard() {
  return (
    <>
      <PageHeader title="Dashboard" actions={<ViewsMenu page="dashboard" />}>
        <RangeBar />
      </PageHeader>
      <Box
        sx={{
          px: { xs: 4, md: 8 },
          display: 'grid',
          gap: GAP,
          gridTemplateColumns: 'minmax(0, 1fr)',
          gridTemplateRows: { xs: 'auto auto', lg: 'auto minmax(560px, 1fr)' },
          alignContent: 'start',
        }}
      >
        <Box>
          <MetricsGrid />
        </Box>
        <Box
          sx={{
            display: 'grid',
            gap: GAP,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.85fr) minmax(0, 1fr)' },
          }}
        >
          <TrendPanel />
          <EventsFeed />
        </Box>
        <BreakdownPanels />
      </Box>
    </>
  );
}
