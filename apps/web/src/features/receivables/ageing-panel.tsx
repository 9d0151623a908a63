'use client';

import type { ReceivablesOverview } from '@cashbeat/shared-types';
import { EmptyState, type FigureForm, FormChoice, Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { type Column, SettingsTable } from '@/features/settings/settings-table';
import { ShellLink } from '@/features/shell/shell-link';
import { useFormats } from '@/store/session/use-formats';
import { type AgeingRow, ageingRows, summariseAgeing } from './ageing';
import { AgeingChart } from './ageing-chart';

export interface AgeingPanelProps {
  overview: ReceivablesOverview;
  live: boolean;
}

/** For how long what is outstanding has been due. */
export function AgeingPanel({ overview, live }: AgeingPanelProps) {
  const formats = useFormats();
  const [form, setForm] = useState<FigureForm>('chart');
  const rows = ageingRows(overview, live, formats);
  const empty = overview.outstanding === 0;
  return (
    <Panel
      title="Ageing"
      note={<Note />}
      actions={!empty && <FormChoice label="Form of the ageing" value={form} onChange={setForm} />}
    >
      {empty ? (
        <EmptyState title="Nothing is open">
          Everything that was charged in {overview.currency} {live ? 'is' : 'was'} paid.
        </EmptyState>
      ) : (
        <Box component="figure" sx={{ m: 0 }}>
          {form === 'chart' ? (
            <AgeingChart rows={rows} />
          ) : (
            <Box sx={{ mx: -4 }}>
              <SettingsTable
                label="Ageing as a table"
                columns={COLUMNS}
                rows={rows}
                keyOf={({ name }) => name}
              />
            </Box>
          )}
          <Typography
            component="figcaption"
            variant="caption"
            color="textSecondary"
            sx={{ display: 'block', pt: 3 }}
          >
            {summariseAgeing(overview, formats)}
          </Typography>
        </Box>
      )}
    </Panel>
  );
}

function Note() {
  return (
    <Typography variant="body2" color="textSecondary" component="span">
      by days past due
    </Typography>
  );
}

const COLUMNS: Column<AgeingRow>[] = [
  {
    name: 'Days past due',
    cell: ({ label, href }) =>
      href ? (
        <Link component={ShellLink} href={href} color="inherit">
          {label}
        </Link>
      ) : (
        label
      ),
  },
  { name: 'Amount', align: 'right', cell: ({ amount }) => amount },
  { name: 'Charges', align: 'right', cell: ({ count }) => count },
  { name: 'Share', align: 'right', cell: ({ share }) => share },
];

/** The panel while its first figures are on their way: the same lines, empty. */
export function AgeingSkeleton() {
  return (
    <Panel title="Ageing" note={<Note />}>
      <Box role="status" aria-label="Loading the ageing" sx={{ display: 'grid', gap: 0.5 }}>
        {[92, 64, 40, 28, 20].map((width) => (
          <Box key={width} sx={{ display: 'flex', gap: 4, py: 2.25 }}>
            <Skeleton width={104} height={22} sx={{ flexShrink: 0 }} />
            <Skeleton
              variant="rounded"
              height={22}
              style={{ width: `${width}%` }}
              sx={{ flexShrink: 1 }}
            />
            <Skeleton width={112} height={22} sx={{ flexShrink: 0, ml: 'auto' }} />
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
