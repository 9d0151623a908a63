'use client';

import type { CustomerImport, CustomerImportRow } from '@cashbeat/shared-types';
import { RetryIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { sentence } from '@/features/forms/use-server-faults';
import { CustomerLink } from './customer-link';
import type { RowOutcome } from './import-fields';
import { adviceInWords } from './option-words';
import { type ShownField, shownFields } from './shown-fields';
import type { OwnCorrections } from './use-corrections';

export interface PlainRowsProps {
  given: Pick<CustomerImport, 'columns'>;
  rows: readonly CustomerImportRow[];
  outcome: RowOutcome;
  corrections?: OwnCorrections;
}

/** Rows as they stand in the file, to be looked at. Those that were left out can be taken back. */
export function PlainRows({ given, rows, outcome, corrections }: PlainRowsProps) {
  const fields = shownFields(given.columns, []).filter(({ field }) => field !== 'name');
  const back = outcome === 'left_out' ? corrections : undefined;
  const wrong = outcome === 'bad' || outcome === 'failed';
  return (
    <Box sx={{ overflow: 'auto', maxHeight: 'max(420px, 70vh)' }}>
      <Box
        component="table"
        aria-label="Rows"
        sx={{ ...TABLE, minWidth: 220 + fields.length * 120 }}
      >
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col" className="name">
              Name
            </th>
            {back && <th scope="col">Import it</th>}
            {wrong && <th scope="col">What is wrong</th>}
            {fields.map(({ field, label }) => (
              <th key={field} scope="col" className={field}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row} data-testid="plain-row">
              <td>{row.row}</td>
              <td className="name">
                <CustomerLink row={row} />
              </td>
              {back && (
                <td>
                  <Back row={row} corrections={back} />
                </td>
              )}
              {wrong && <td className="wrong">{wrongWords(row)}</td>}
              <Cells row={row} fields={fields} />
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}

function Cells({ row, fields }: { row: CustomerImportRow; fields: readonly ShownField[] }) {
  return fields.map(({ field }) => (
    <td key={field} className={field} title={row.cells[field]}>
      {row.cells[field] ?? '–'}
    </td>
  ));
}

function Back({ row, corrections }: { row: CustomerImportRow; corrections: OwnCorrections }) {
  const { pending, deeds } = corrections;
  if (pending.takeIn.includes(row.row)) {
    return <Button onClick={() => deeds.leaveOut(row)}>Leave it out</Button>;
  }
  return (
    <Button
      variant="outlined"
      startIcon={<RetryIcon />}
      aria-label={`Take back in row ${row.row}`}
      onClick={() => deeds.takeIn(row)}
    >
      Take back in
    </Button>
  );
}

function wrongWords({ problems }: CustomerImportRow): string {
  return problems
    .map(({ cell, message }) => sentence(adviceInWords(`${cell ? `${cell}: ` : ''}${message}`)))
    .join(' ');
}

const TABLE = {
  width: '100%',
  borderCollapse: 'separate',
  borderSpacing: 0,
  fontSize: '0.8125rem',
  '& th, & td': {
    px: 3,
    py: 2,
    textAlign: 'left',
    borderBottom: 1,
    borderColor: 'divider',
    maxWidth: 240,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& th': {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    fontSize: '0.75rem',
    fontWeight: 550,
    color: 'text.secondary',
    bgcolor: 'background.paper',
  },
  '& td:first-of-type, & th:first-of-type': { pl: 4, width: 64, color: 'text.secondary' },
  '& td:last-of-type, & th:last-of-type': { pr: 4 },
  '& .outstanding_amount': { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  '& .wrong': { whiteSpace: 'normal', minWidth: 240, color: 'tone.failure.main' },
  '& tbody tr:last-of-type td': { borderBottom: 0 },
} as const;
