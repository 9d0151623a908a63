'use client';

import type { Customer } from '@cashbeat/shared-types';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { forwardRef, type Ref } from 'react';
import { type TableComponents, TableVirtuoso, type TableVirtuosoHandle } from 'react-virtuoso';
import { Cell, CLIPPED } from './cells';
import { type ColumnId, COLUMNS, directionOf, TICK_WIDTH, widthOf } from './columns';
import type { Sort } from './customer-filters';
import { SortHead } from './sort-head';
import { TickBox } from './tick-box';
import type { SelectedCustomers } from './use-selection';

export interface CustomerTableProps {
  customers: Customer[];
  columns: readonly ColumnId[];
  sort: Sort;
  /** Left out for those who may change nothing: nothing can be ticked then. */
  selection?: SelectedCustomers;
  handle: Ref<TableVirtuosoHandle>;
  onSort: (sort: Sort) => void;
  onEnd: () => void;
  onOpen: (id: string) => void;
}

interface TableContext {
  columns: readonly ColumnId[];
  ids?: ReadonlySet<string>;
  onOpen: (id: string) => void;
}

/** Stays while the rest is swiped by. */
const STICKY = { position: 'sticky', left: 0, zIndex: 1, backgroundColor: 'inherit' } as const;

const components: TableComponents<Customer, TableContext> = {
  Table: ({ context, ...props }) => (
    <Table
      {...props}
      size="small"
      aria-label="Customers"
      // Collapsed borders do not move along with the cells that stay.
      sx={{
        tableLayout: 'fixed',
        borderCollapse: 'separate',
        minWidth: widthOf(context.columns),
        // Whole pixels, or lines between the cells that stay come and go.
        '& tbody td': { lineHeight: '18px' },
        '& tbody td .MuiTypography-caption': { lineHeight: '16px' },
      }}
    />
  ),
  TableHead: forwardRef(function Head(props, ref) {
    return <TableHead {...props} ref={ref} sx={{ zIndex: '3 !important' }} />;
  }),
  TableBody: forwardRef(function Body(props, ref) {
    return <TableBody {...props} ref={ref} />;
  }),
  TableRow: ({ item, context, ...props }) => (
    <TableRow
      {...props}
      data-testid="customer-row"
      data-customer={item.id}
      aria-selected={context.ids?.has(item.id)}
      onClick={() => context.onOpen(item.id)}
      sx={{
        cursor: 'pointer',
        // Of one colour each, so that nothing shines through the cells that stay.
        backgroundColor: context.ids?.has(item.id) ? 'tone.brand.tint' : 'background.paper',
        '&:hover': {
          backgroundColor: context.ids?.has(item.id) ? 'tone.brand.tint' : 'surface.sunken',
        },
      }}
    />
  ),
};

/** Rows are drawn as they come into sight; the next page is fetched before the end is reached. */
export default function CustomerTable({
  customers,
  columns,
  sort,
  selection,
  handle,
  onSort,
  onEnd,
  onOpen,
}: CustomerTableProps) {
  const idApart = columns.includes('externalId');
  return (
    <TableVirtuoso
      ref={handle}
      data={customers}
      context={{ columns, ids: selection?.ids, onOpen }}
      components={components}
      computeItemKey={(_, { id }) => id}
      fixedHeaderContent={() => (
        <Head columns={columns} sort={sort} selection={selection} onSort={onSort} />
      )}
      itemContent={(_, customer) => (
        <>
          {selection && (
            <TableCell sx={{ ...STICKY, pl: 3, pr: 0 }}>
              <TickBox
                label={`Select ${customer.name}`}
                checked={selection.ids.has(customer.id)}
                onTick={(range) => selection.tick(customer.id, range)}
              />
            </TableCell>
          )}
          {columns.map((column, place) => (
            <TableCell
              key={column}
              align={COLUMNS[column].align}
              sx={{ ...CLIPPED, ...edge(place, columns.length, selection !== undefined) }}
            >
              <Cell column={column} customer={customer} idApart={idApart} />
            </TableCell>
          ))}
        </>
      )}
      endReached={onEnd}
      increaseViewportBy={600}
    />
  );
}

function Head({
  columns,
  sort,
  selection,
  onSort,
}: Pick<CustomerTableProps, 'columns' | 'sort' | 'selection' | 'onSort'>) {
  return (
    <TableRow>
      {selection && (
        <TableCell sx={{ ...STICKY, width: TICK_WIDTH, pl: 3, pr: 0, ...HEAD }}>
          <TickBox
            label="Select all that are loaded"
            checked={selection.all}
            partly={selection.customers.length > 0}
            onTick={selection.tickAll}
          />
        </TableCell>
      )}
      {columns.map((column, place) => (
        <TableCell
          key={column}
          align={COLUMNS[column].align}
          aria-sort={directionOf(COLUMNS[column], { sort })}
          sx={{
            width: column === 'name' ? undefined : COLUMNS[column].width,
            whiteSpace: 'nowrap',
            ...edge(place, columns.length, selection !== undefined),
            ...HEAD,
          }}
        >
          <SortHead column={COLUMNS[column]} sort={sort} onSort={onSort} />
        </TableCell>
      ))}
    </TableRow>
  );
}

const HEAD = { backgroundColor: 'background.paper' } as const;

/** The first column stays in sight; the outer ones keep off the edges. */
function edge(place: number, count: number, ticks: boolean) {
  return {
    ...(place === 0 && { ...STICKY, left: ticks ? TICK_WIDTH : 0, pl: ticks ? 2 : 4 }),
    ...(place === count - 1 && { pr: 4 }),
  };
}
