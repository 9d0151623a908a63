'use client';

import type { AlertHistoryEntry } from '@cashbeat/shared-types';
import { Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { When } from '@/features/settings/when';
import { ACTION_LOOKS } from './alert-style';

/** Everything that happened to an alert, oldest first. */
export function AlertHistory({ history }: { history: readonly AlertHistoryEntry[] }) {
  return (
    <Panel title="History">
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }} data-testid="alert-history">
        {history.map((entry, index) => (
          <Entry key={index} entry={entry} last={index === history.length - 1} />
        ))}
      </Box>
    </Panel>
  );
}

function Entry({ entry, last }: { entry: AlertHistoryEntry; last: boolean }) {
  const { tone, text, Icon } = ACTION_LOOKS[entry.action];
  return (
    <Box component="li" sx={{ display: 'flex', gap: 3 }}>
      <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'center' }}>
        <Box
          sx={{
            width: 24,
            height: 24,
            flexShrink: 0,
            borderRadius: 999,
            display: 'grid',
            placeItems: 'center',
            color: `tone.${tone}.main`,
            border: '1.5px solid',
            '& svg': { fontSize: 14, strokeWidth: 2 },
          }}
        >
          <Icon />
        </Box>
        {!last && <Box sx={{ flex: 1, width: '1.5px', minHeight: 16, bgcolor: 'divider' }} />}
      </Box>
      <Box sx={{ pb: last ? 0 : 4, flex: 1, minWidth: 0 }}>
        <Typography variant="body2" sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
          {text}
          {entry.action === 'assigned' && ` to ${entry.assignee?.name ?? 'nobody'}`}
          {entry.action === 'snoozed' && entry.until && (
            <>
              {' '}
              until <When instant={entry.until} as="time" />
            </>
          )}
        </Typography>
        <Typography variant="caption" color="textSecondary" component="div">
          <When instant={entry.at} as="time" />
          {entry.by && ` · ${entry.by}`}
        </Typography>
        {entry.note && (
          <Typography
            variant="body2"
            sx={{ mt: 1, overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}
          >
            “{entry.note}”
          </Typography>
        )}
      </Box>
    </Box>
  );
}
