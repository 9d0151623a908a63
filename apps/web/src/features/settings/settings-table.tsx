import { SPOKEN_ONLY } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';

import type { ReactNode } from 'react';

type Width = 'sm' | 'md' | 'lg' | 'xl';

export interface Column<Row> {
  name: string;
  /** Columns of buttons have a name for screen readers only. */
  hiddenName?: boolean;
  cell: (row: Row) => ReactNode;
  /** Narrower than this there is no room; what it says should stand in the first column then. */
  from?: Width;
  align?: 'right';
  width?: number | string;
}

export interface SettingsTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Rows that count no more are paler. */
  isPast?: (row: Row) => boolean;
}

/** A short table: all rows are drawn, the first column carries what the narrow screen leaves out. */
export function SettingsTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  isPast,
}: SettingsTableProps<Row>) {
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label={label} sx={{ '& tbody tr:last-child td': { border: 0 } }}>
        <TableHead>
          <TableRow>
            {columns.map((column, index) => (
              <TableCell
                key={column.name}
                align={column.align}
                sx={{
                  ...cellStyle(column, index, columns.length),
                  width: column.width,
                  whiteSpace: 'nowrap',
                }}
              >
                {column.hiddenName ? <SpokenOnly>{column.name}</SpokenOnly> : column.name}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={keyOf(row)} sx={isPast?.(row) ? { '& td': PAST } : undefined}>
              {columns.map((column, index) => (
                <TableCell
                  key={column.name}
                  align={column.align}
                  sx={cellStyle(column, index, columns.length)}
                >
                  {column.cell(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

const PAST = { color: 'text.secondary' };

function cellStyle<Row>({ from }: Column<Row>, index: number, count: number) {
  return {
    ...(from && { display: { xs: 'none', [from]: 'table-cell' } }),
    ...(index === 0 && { pl: 4 }),
    ...(index === count - 1 && { pr: 4 }),
    py: 2.5,
  };
}

/** For screen readers; eyes have the context. */
export function SpokenOnly({ children }: { children: ReactNode }) {
  return (
    <Box component="span" sx={SPOKEN_ONLY}>
      {children}
    </Box>
  );
}
