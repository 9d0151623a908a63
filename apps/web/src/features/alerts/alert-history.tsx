'use client';

import type { AlertHistoryEntry } from '@cashbeat/shared-types';
import { Panel } from '@cashbeat/ui';
import { Timeline, TimelineStep } from '@cashbeat/ui/timeline';
import Typography from '@mui/material/Typography';
import { When } from '@/features/settings/when';
import { ACTION_LOOKS } from './alert-style';

/** Everything that happened to an alert, oldest first. */
export function AlertHistory({ history }: { history: readonly AlertHistoryEntry[] }) {
  return (
    <Panel title="History">
      <Timeline data-testid="alert-history">
        {history.map((entry, index) => (
          <Entry key={index} entry={entry} />
        ))}
      </Timeline>
    </Panel>
  );
}

function Entry({ entry }: { entry: AlertHistoryEntry }) {
  const { tone, text, Icon } = ACTION_LOOKS[entry.action];
  return (
    <TimelineStep tone={tone} icon={<Icon />}>
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
    </TimelineStep>
  );
}
