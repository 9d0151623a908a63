'use client';

import type { CustomerImport, CustomerImportRow } from '@cashbeat/shared-types';
import { CheckIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { Theme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { ChoiceFilter } from '@/features/filters/choice-filter';
import { useFormats } from '@/store/session/use-formats';
import { BadCards } from './bad-cards';
import { BadGrid } from './bad-grid';
import { proposalsOf } from './corrections';
import { type ShownField, shownFields } from './shown-fields';
import { hasKind, problemKinds } from './problem-kinds';
import { RowsFoot } from './rows-foot';
import type { OwnCorrections } from './use-corrections';
import type { ImportRows } from './use-import-rows';

export interface BadRowsProps {
  given: Pick<CustomerImport, 'columns'>;
  list: ImportRows;
  corrections: OwnCorrections;
  onSubmit?: () => void;
}

/** Fewer than these are looked through faster than a menu. */
const WORTH_FILTERING = 8;

/** Rows with problems, to be corrected where they stand: a grid on a desk, cards on a phone. */
export function BadRows({ given, list, corrections, onSubmit }: BadRowsProps) {
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'), { noSsr: true });
  const [kind, setKind] = useState<string>();
  const { rows = [], most, more, outdated, loadAll } = list;
  const { pending, sent, deeds, propose } = corrections;
  const kinds = useMemo(() => problemKinds(rows), [rows]);
  const matching = useMemo(
    () => (kind === undefined ? rows : rows.filter((row) => hasKind(row, kind))),
    [rows, kind],
  );
  const shown = useMemo(() => matching.slice(0, most), [matching, most]);
  const fields = useSame(shownFields(given.columns, rows));
  const List = narrow ? BadCards : BadGrid;
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit?.();
    }
  };
  return (
    <Box onKeyDown={keys}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          gap: 2,
          px: 4,
          py: 2.5,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <Typography variant="body2" color="textSecondary" sx={{ flex: '1 1 260px' }}>
          {narrow
            ? 'Correct a cell right here, or leave its row out.'
            : 'Correct a cell right here: Enter leads to the next one that is wrong, Esc takes back what you typed. Click any other cell to change it.'}
        </Typography>
        {(kind !== undefined || (kinds.length > 1 && rows.length >= WORTH_FILTERING)) && (
          <ChoiceFilter
            label="Problem"
            any="All problems"
            value={kind}
            options={kinds}
            onChange={(chosen) => {
              setKind(chosen);
              // Of all that there are, not of the first ones.
              if (chosen !== undefined && more) void loadAll();
            }}
          />
        )}
        <UseAll list={list} pending={pending} onPropose={propose} />
      </Box>
      <List
        rows={shown}
        fields={fields}
        pending={pending}
        // Rows of before show what was sent meanwhile.
        sent={outdated ? sent : undefined}
        deeds={deeds}
      />
      <RowsFoot
        list={list}
        outcome="bad"
        matching={kind === undefined ? undefined : matching.length}
      />
    </Box>
  );
}

/** The same list as before as long as it says the same, so that rows need not be drawn anew. */
function useSame(fields: ShownField[]): ShownField[] {
  const [kept, setKept] = useState(fields);
  if (JSON.stringify(kept) === JSON.stringify(fields)) return kept;
  setKept(fields);
  return fields;
}

interface UseAllProps {
  list: ImportRows;
  pending: OwnCorrections['pending'];
  onPropose: (rows: readonly CustomerImportRow[]) => void;
}

/** Takes every suggestion, also of rows that can be listed and are not yet. */
function UseAll({ list, pending, onPropose }: UseAllProps) {
  const { formatCount } = useFormats();
  const { rows = [], more, loadAll } = list;
  const [busy, setBusy] = useState(false);
  const proposals = useMemo(() => proposalsOf(pending, rows), [pending, rows]);
  if (proposals.length === 0) return null;
  const take = async () => {
    setBusy(true);
    const all = more ? await loadAll() : [];
    setBusy(false);
    onPropose(all.length > rows.length ? all : rows);
  };
  return (
    <Button
      variant="outlined"
      startIcon={<CheckIcon />}
      loading={busy}
      loadingPosition="start"
      title="Each can be changed before they are checked"
      onClick={() => void take()}
    >
      Use all {more ? '' : `${formatCount(proposals.length)} `}suggestions
    </Button>
  );
}
