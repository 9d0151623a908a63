'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { EmptyState, Panel, Pill } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { Loaded } from '@/features/settings/loaded';
import { type Column, SettingsTable } from '@/features/settings/settings-table';
import { When } from '@/features/settings/when';
import { ShellLink } from '@/features/shell/shell-link';
import { useFormats } from '@/store/session/use-formats';
import { importAddress } from './import-address';
import { importSummary, STATE_LOOKS } from './import-words';
import { useListCustomerImportsQuery } from './imports-api';
import { goesOn, pollEvery } from './polling';
import { useHidden } from './use-hidden';

/** The newest imports: how each stands, what came of it, and the way to it. */
export function ImportList() {
  const hidden = useHidden();
  // What goes on in another tab, or by somebody else, goes on here, too.
  const running = useListCustomerImportsQuery(undefined, {
    selectFromResult: ({ data }) => ({ state: data?.find(({ state }) => goesOn(state))?.state }),
  });
  const query = useListCustomerImportsQuery(undefined, {
    refetchOnMountOrArgChange: true,
    refetchOnFocus: true,
    pollingInterval: pollEvery(running.state, hidden),
  });
  return (
    <Panel title="Earlier imports" flush>
      <Loaded query={query} what="earlier imports">
        {(items) =>
          items.length === 0 ? (
            <EmptyState title="No imports yet">
              They appear here with what came of them, and can be undone from here.
            </EmptyState>
          ) : (
            <SettingsTable
              label="Earlier imports"
              columns={COLUMNS}
              rows={items}
              keyOf={({ id }) => id}
              isPast={({ state }) => state === 'undone'}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}

const COLUMNS: Column<CustomerImport>[] = [
  {
    name: 'File',
    width: '28%',
    cell: (given) => (
      <Box sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
        <Link
          component={ShellLink}
          href={importAddress(given.id)}
          prefetch={false}
          sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}
        >
          {given.fileName}
        </Link>
        <Box sx={{ display: { xs: 'grid', sm: 'none' }, gap: 1, justifyItems: 'start' }}>
          <StatePill state={given.state} />
          <Summary given={given} />
        </Box>
        <Box sx={{ fontSize: '0.75rem', color: 'text.secondary', display: { md: 'none' } }}>
          {given.startedBy}
        </Box>
      </Box>
    ),
  },
  { name: 'State', from: 'sm', width: 184, cell: ({ state }) => <StatePill state={state} /> },
  { name: 'Customers', from: 'sm', cell: (given) => <Summary given={given} /> },
  { name: 'By', from: 'md', width: 168, cell: ({ startedBy }) => startedBy },
  {
    name: 'When',
    width: 112,
    align: 'right',
    cell: ({ startedAt }) => <When instant={startedAt} />,
  },
];

export function StatePill({ state }: Pick<CustomerImport, 'state'>) {
  const { text, tone, Icon } = STATE_LOOKS[state];
  return (
    <Pill tone={tone} icon={<Icon />}>
      {text}
    </Pill>
  );
}

function Summary({ given }: { given: CustomerImport }) {
  const formats = useFormats();
  return (
    <Box sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
      {importSummary(given, formats)}
    </Box>
  );
}
