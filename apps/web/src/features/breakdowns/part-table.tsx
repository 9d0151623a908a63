import type { Tone } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import NextLink from 'next/link';
import type { ComponentType, ReactNode } from 'react';
import type { PartChange, PartRow } from './part-rows';

export interface PartColumn {
  heading: string;
  cell: (row: PartRow) => ReactNode;
  /** Left out where the screen is narrow. */
  spare?: boolean;
}

export interface PartTableProps {
  /** What a part is: "Method". */
  noun: string;
  rows: PartRow[];
  columns: readonly PartColumn[];
  nameOf: (key: string) => string;
  styleOf?: (key: string) => { tone: Tone; Icon?: ComponentType };
  /** A click leads to the payments of the part, … */
  addressOf?: (key: string) => string | undefined;
  /** … or narrows the page to it. */
  onChoose?: (key: string) => void;
}

const COLOURS = { good: 'tone.success.main', bad: 'tone.failure.main', neutral: 'text.secondary' };

export function ChangeText({ text, sentiment }: PartChange) {
  return (
    <Box component="span" sx={{ color: COLOURS[sentiment], fontWeight: 550 }}>
      {text}
    </Box>
  );
}

/** Parts as a table whose first cells are bars; each leads to what it counts. */
export function PartTable({ noun, rows, columns, ...rest }: PartTableProps) {
  return (
    <Table
      size="small"
      sx={{
        whiteSpace: 'nowrap',
        '& td, & th': { border: 0, px: { xs: 1.5, sm: 2 } },
        '& td': { py: 0.75, height: 36 },
        '& tr > th:first-of-type': { pl: 0, width: '100%', maxWidth: 0 },
        '& tr > :last-child': { pr: 0 },
        '& .spare': { display: { xs: 'none', sm: 'table-cell' } },
      }}
    >
      <TableHead>
        <TableRow>
          <TableCell>{noun}</TableCell>
          {columns.map(({ heading, spare }) => (
            <TableCell key={heading} align="right" className={spare ? 'spare' : undefined}>
              {heading}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {rows.map((row) => (
          <TableRow key={row.key}>
            <TableCell component="th" scope="row">
              <PartName row={row} {...rest} />
            </TableCell>
            {columns.map(({ heading, cell, spare }) => (
              <TableCell key={heading} align="right" className={spare ? 'spare' : undefined}>
                {cell(row)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** Where a bar is all there is to see of the smallest part. */
const LEAST_PERCENT = 0.75;

function PartName({
  row: { key, share },
  nameOf,
  styleOf = () => ({ tone: 'brand' as const }),
  addressOf,
  onChoose,
}: Omit<PartTableProps, 'noun' | 'rows' | 'columns'> & { row: PartRow }) {
  const { tone, Icon } = styleOf(key);
  const address = addressOf?.(key);
  const way = address
    ? { component: NextLink, href: address, prefetch: false }
    : onChoose && { onClick: () => onChoose(key) };
  const percent = share > 0 ? Math.max(share * 100, LEAST_PERCENT) : 0;
  return (
    <ButtonBase
      {...(way ?? { component: 'div', disabled: true })}
      data-part={key}
      sx={{
        position: 'relative',
        display: 'flex',
        justifyContent: 'flex-start',
        gap: 2,
        width: '100%',
        height: 30,
        px: 2,
        borderRadius: 1.5,
        overflow: 'hidden',
        textAlign: 'left',
        fontSize: '0.8125rem',
        fontWeight: 550,
        color: 'text.primary',
        '&:hover .name': { textDecoration: 'underline', textUnderlineOffset: 3 },
        '&:focus-visible': { outlineOffset: -2 },
        '& svg': { position: 'relative', fontSize: 15, flexShrink: 0, color: `tone.${tone}.main` },
      }}
    >
      <Box
        className="bar"
        aria-hidden
        sx={{
          position: 'absolute',
          inset: 0,
          borderRadius: 1.5,
          background: ({ vars }) =>
            `color-mix(in srgb, ${vars!.palette.tone[tone].main} 17%, transparent)`,
        }}
        style={{ width: `${percent}%` }}
      />
      {Icon && <Icon />}
      <Box
        component="span"
        className="name"
        sx={{ position: 'relative', overflow: 'hidden', textOverflow: 'ellipsis' }}
      >
        {nameOf(key)}
      </Box>
    </ButtonBase>
  );
}
