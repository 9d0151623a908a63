'use client';

import { SPOKEN_ONLY } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import { useFreshness } from '@/features/connection/use-freshness';
import { usePermission } from '@/store/session/use-permission';
import { useCountAlertsQuery } from './alerts-api';

/** Further ones are a crowd all the same. */
const MOST = 99;

/** How many alerts are open, beside the way to them; said politely when it changes. */
export function OpenAlerts() {
  const reads = usePermission('alerts:read');
  const { pollingInterval } = useFreshness();
  const { currentData } = useCountAlertsQuery(undefined, {
    skip: !reads,
    pollingInterval,
    skipPollingIfUnfocused: true,
  });
  const open = currentData?.open ?? 0;
  const urgent = (currentData?.firing ?? 0) > 0;
  return (
    <Box component="span" role="status" sx={{ display: 'inline-flex', ml: 'auto' }}>
      {open > 0 && (
        <Box
          component="span"
          data-testid="open-alerts"
          sx={{
            minWidth: 20,
            height: 20,
            px: 1.5,
            display: 'grid',
            placeItems: 'center',
            borderRadius: 999,
            fontSize: '0.6875rem',
            fontWeight: 650,
            color: urgent ? 'background.paper' : 'text.primary',
            bgcolor: urgent ? 'tone.failure.main' : 'divider',
          }}
        >
          <span aria-hidden>{open > MOST ? `${MOST}+` : open}</span>
          <Box component="span" sx={SPOKEN_ONLY}>
            {open === 1 ? '1 open alert' : `${open} open alerts`}
          </Box>
        </Box>
      )}
    </Box>
  );
}
