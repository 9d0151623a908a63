'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { EmptyState, Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { skipToken } from '@reduxjs/toolkit/query/react';
import { ListFailed, ListOutdated } from '@/features/filters/list-states';
import { LinesSkeleton } from '@/features/settings/loaded';
import { BadRows } from './bad-rows';
import { ChangedRows } from './changed-rows';
import { ErrorsButton } from './errors-button';
import type { RowOutcome } from './import-fields';
import { OUTCOME_LOOKS } from './import-words';
import { PlainRows } from './plain-rows';
import { RowsFoot } from './rows-foot';
import type { OwnCorrections } from './use-corrections';
import { type ImportRows, useImportRows } from './use-import-rows';

export interface RowsPanelProps {
  /** As its last check left it. */
  given: CustomerImport;
  outcome: RowOutcome;
  /** It is being checked anew. */
  busy: boolean;
  /** Left out where nothing can be corrected any more. */
  corrections?: OwnCorrections;
  onSubmit?: () => void;
}

/** The rows of one outcome, in the order of the file. */
export function RowsPanel({ given, outcome, busy, corrections, onSubmit }: RowsPanelProps) {
  const { id, revision, state } = given;
  // Of an import that goes on the rows change all the while: they are listed when it is over.
  const still = state === 'ready' || state === 'done' || state === 'undone' || state === 'failed';
  const as = `${revision} ${state}`;
  const list = useImportRows(still && !busy ? { id, outcome, as } : skipToken, outcome);
  const { label, explained } = {
    ...OUTCOME_LOOKS[outcome],
    ...(given.committedAt !== null && RECORDED[outcome]),
  };
  return (
    <Panel
      title={label}
      flush
      note={
        <Typography
          variant="body2"
          color="textSecondary"
          sx={{ display: { xs: 'none', md: 'block' } }}
        >
          {explained}
        </Typography>
      }
      actions={(outcome === 'bad' || outcome === 'failed') && <ErrorsButton given={given} />}
    >
      <Box sx={{ opacity: list.outdated && list.rows ? 0.6 : 1, transition: 'opacity 120ms' }}>
        <Rows
          given={given}
          outcome={outcome}
          list={list}
          corrections={corrections}
          onSubmit={onSubmit}
        />
      </Box>
    </Panel>
  );
}

/** What is said otherwise once it is recorded. */
const RECORDED: Partial<Record<RowOutcome, { label?: string; explained: string }>> = {
  create: { label: 'Added', explained: 'Customers that the import added.' },
  update: { explained: 'Customers on record that the import changed.' },
  bad: { explained: 'They were not imported.' },
};

interface RowsProps extends Pick<RowsPanelProps, 'given' | 'outcome' | 'corrections' | 'onSubmit'> {
  list: ImportRows;
}

function Rows({ given, outcome, list, corrections, onSubmit }: RowsProps) {
  const { rows, error, loading, refresh } = list;
  if (!rows) {
    return error ? (
      <ListFailed error={error} retrying={loading} onRetry={refresh} />
    ) : (
      <LinesSkeleton what="rows" lines={5} />
    );
  }
  if (rows.length === 0) return <NoRows outcome={outcome} />;
  const correctable = outcome === 'bad' && corrections !== undefined;
  const drawn = rows.slice(0, list.most);
  return (
    <>
      {error !== undefined && (
        <Box sx={{ px: 4, pt: 3 }}>
          <ListOutdated error={error} onRetry={refresh} />
        </Box>
      )}
      {correctable && corrections ? (
        <BadRows given={given} list={list} corrections={corrections} onSubmit={onSubmit} />
      ) : outcome === 'update' ? (
        <ChangedRows rows={drawn} />
      ) : (
        <PlainRows given={given} rows={drawn} outcome={outcome} corrections={corrections} />
      )}
      {!correctable && <RowsFoot list={list} outcome={outcome} />}
    </>
  );
}

const NONE: Partial<Record<RowOutcome, string>> = {
  bad: 'Every row is right.',
  failed: 'Every row was recorded.',
  create: 'No row is a new customer.',
  update: 'No customer on record changes.',
};

function NoRows({ outcome }: { outcome: RowOutcome }) {
  return (
    <EmptyState title={outcome === 'bad' || outcome === 'failed' ? 'Nothing wrong' : 'No rows'}>
      {NONE[outcome] ?? 'There are none of them.'}
    </EmptyState>
  );
}
