'use client';

import type { AlertRulePreview } from '@cashbeat/shared-types';
import Typography from '@mui/material/Typography';
import Box from '@mui/material/Box';
import { type Column, SettingsTable } from '@/features/settings/settings-table';
import { When } from '@/features/settings/when';
import { formatDuration } from './alert-words';
import type { Watched } from './alert-types';
import { useAlertWords } from './use-alert-words';

type Firing = AlertRulePreview['firings'][number];

export interface PastFiringsProps {
  preview: AlertRulePreview;
  watched: Pick<Watched, 'measure' | 'currency'>;
}

/** The alerts that a rule would have raised, newest first: the chart in words. */
export function PastFirings({ preview, watched }: PastFiringsProps) {
  const { figure } = useAlertWords();
  const { firings, firingCount, to } = preview;
  if (firings.length === 0) return null;
  const lasted = ({ raisedAt, endedAt }: Firing) =>
    formatDuration(Date.parse(endedAt ?? to) - Date.parse(raisedAt));
  const columns: Column<Firing>[] = [
    { name: 'Raised', cell: ({ raisedAt }) => <When instant={raisedAt} as="time" /> },
    { name: 'Value', align: 'right', cell: ({ value }) => figure(value, watched) },
    {
      name: 'At worst',
      align: 'right',
      from: 'sm',
      cell: ({ worstValue }) => figure(worstValue, watched),
    },
    {
      name: 'Lasted',
      align: 'right',
      cell: (firing) => (firing.endedAt === null ? `${lasted(firing)} so far` : lasted(firing)),
    },
  ];
  return (
    <Box>
      <Typography variant="h3" component="h3" sx={{ mb: 1 }}>
        Past firings
      </Typography>
      {firings.length < firingCount && (
        <Typography variant="caption" color="textSecondary" component="p">
          The newest {firings.length} of {firingCount}.
        </Typography>
      )}
      <Box
        sx={{ mx: -4, maxHeight: 300, overflowY: 'auto' }}
        tabIndex={0}
        role="region"
        aria-label="Past firings"
      >
        <SettingsTable
          label="Past firings"
          columns={columns}
          rows={firings.toReversed()}
          keyOf={({ raisedAt }) => raisedAt}
        />
      </Box>
    </Box>
  );
}
