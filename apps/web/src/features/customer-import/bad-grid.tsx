'use client';

import Box from '@mui/material/Box';
import { memo, useId, useRef } from 'react';
import { useRoom } from '@/features/customers/use-room';
import { BadCell, CELLS } from './bad-cell';
import { type BadListProps, type BadRowProps, outOf, rowProps } from './bad-list';
import { moveInGrid } from './grid-keys';
import { PROBLEMS, RowProblems } from './row-problems';

/** Each row of the file in a line, what is wrong with it in words right below. */
export function BadGrid(props: BadListProps) {
  const { rows, fields } = props;
  const { room, ref } = useRoom();
  const table = useRef<HTMLTableElement>(null);
  const propsOf = rowProps(props, outOf(props));
  return (
    <Box ref={ref} sx={{ overflow: 'auto', maxHeight: 'max(420px, 70vh)', scrollPaddingTop: 48 }}>
      <Box
        component="table"
        ref={table}
        role="grid"
        aria-label="Rows with problems"
        onKeyDown={(event) => moveInGrid(event, table.current!)}
        sx={{ ...TABLE, minWidth: 64 + fields.length * 118, '--room': `${room}px` }}
      >
        <thead>
          <tr>
            <th scope="col">Row</th>
            {fields.map(({ field, label, header, letters }) => (
              <th key={field} scope="col" title={header || undefined}>
                {letters && <span className="letters">{letters}</span>}
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <GridRow key={row.row} {...propsOf(row)} />
          ))}
        </tbody>
      </Box>
    </Box>
  );
}

const GridRow = memo(function GridRow(props: BadRowProps) {
  const { row, fields, out, deeds } = props;
  const id = useId();
  return (
    <>
      <tr data-testid="bad-row" data-row={row.row} data-out={out || undefined}>
        <th scope="row">{row.row}</th>
        {fields.map((field) => (
          <td key={field.field} data-field={field.field}>
            <BadCell of={props} field={field} told={`${id}${field.field}`} />
          </td>
        ))}
      </tr>
      <tr data-problems={row.row}>
        <td colSpan={fields.length + 1} className="told">
          <div className="below">
            <div className="problems">
              <RowProblems of={props} id={id} />
            </div>
            {!out && (
              <button
                type="button"
                className="deed quiet"
                aria-label={`Leave out row ${row.row}`}
                onClick={() => deeds.leaveOut(row)}
              >
                Leave out
              </button>
            )}
          </div>
        </td>
      </tr>
    </>
  );
});

const TABLE = {
  ...CELLS,
  ...PROBLEMS,
  width: '100%',
  borderCollapse: 'separate',
  borderSpacing: 0,
  tableLayout: 'fixed',
  fontSize: '0.8125rem',
  '& th, & td': { p: 0.5, textAlign: 'left', verticalAlign: 'middle' },
  '& thead th': {
    position: 'sticky',
    top: 0,
    zIndex: 3,
    px: 2.5,
    py: 2,
    fontSize: '0.75rem',
    fontWeight: 550,
    color: 'text.secondary',
    bgcolor: 'background.paper',
    borderBottom: 1,
    borderColor: 'divider',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  '& thead th:first-of-type': { width: 64, left: 0, zIndex: 4, pl: 4 },
  '& .letters': {
    mr: 1.5,
    px: 1,
    borderRadius: '4px',
    bgcolor: 'surface.sunken',
    color: 'text.disabled',
  },
  // The number of the row stays while the rest is swiped by.
  '& tbody th': {
    position: 'sticky',
    left: 0,
    zIndex: 2,
    pl: 4,
    fontWeight: 600,
    bgcolor: 'background.paper',
  },
  '& tbody tr[data-row] > *': { pt: 2 },
  '& tbody td:last-of-type': { pr: 3 },
  '& tbody tr[data-out] > *': { color: 'text.disabled' },
  '& tbody .told': { p: 0, borderBottom: 1, borderColor: 'divider' },
  '& .below': {
    position: 'sticky',
    left: 0,
    boxSizing: 'border-box',
    width: 'min(100%, var(--room))',
    display: 'flex',
    alignItems: 'flex-start',
    gap: 4,
    pl: '76px',
    pr: 3,
    pt: 1,
    pb: 3,
  },
  '& .below > .deed': { my: '-3px' },
  '& .problems': { flex: 1, minWidth: 0, display: 'grid', gap: 1.5 },
  '& tbody tr:last-of-type .told': { borderBottom: 0 },
} as const;
