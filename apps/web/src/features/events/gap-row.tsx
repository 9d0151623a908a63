'use client';

import { toneColours, WarningIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import NextLink from 'next/link';
import { paymentsAddress } from '@/features/payments/payment-filters';
import { useFormats } from '@/store/session/use-formats';
import type { Gap } from './feed-rows';
import { EVENT_ROW_HEIGHT } from './feed-skeleton';

export interface GapRowProps {
  gap: Gap;
  zone: string;
  /** Fetches the newest of what is missing; absent where the server no longer has it. */
  onLoad?: () => void;
}

/** Says in its place that events are missing, how many, and where their payments are. */
export function GapRow({ gap: { missing, newer, older }, zone, onLoad }: GapRowProps) {
  const { formatClock, formatCount } = useFormats();
  const [since, until] = [older.timestamp, newer.timestamp].sort();
  return (
    <Box
      data-testid="gap-row"
      sx={{
        ...toneColours('warning'),
        display: 'flex',
        alignItems: 'center',
        gap: 3,
        height: EVENT_ROW_HEIGHT,
        px: 4,
        borderBottom: 1,
        borderColor: 'divider',
        '& > svg': { flexShrink: 0, mx: 1.75 },
      }}
    >
      <WarningIcon />
      <Box sx={{ flex: 1, minWidth: 0, lineHeight: 1.4 }}>
        <Box sx={{ fontSize: '0.8125rem', fontWeight: 600 }}>
          {formatCount(missing)} {missing === 1 ? 'event' : 'events'} left out
        </Box>
        <Box sx={{ fontSize: '0.75rem', color: 'text.secondary', whiteSpace: 'nowrap' }}>
          {formatClock(since!, zone)} – {formatClock(until!, zone)}
        </Box>
      </Box>
      {onLoad && (
        <Button color="inherit" onClick={onLoad}>
          Load
        </Button>
      )}
      <Button
        color="inherit"
        component={NextLink}
        href={paymentsAddress(since === until ? {} : { since, until })}
        prefetch={false}
      >
        Payments
      </Button>
    </Box>
  );
}
