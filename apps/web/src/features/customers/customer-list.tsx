'use client';

import type { Customer } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { Theme } from '@mui/material/styles';
import { memo, useEffect, useRef } from 'react';
import type { TableVirtuosoHandle, VirtuosoHandle } from 'react-virtuoso';
import { useGo } from '@/features/commands/use-go';
import { customerAddress } from './cells';
import type { ColumnId } from './columns';
import CustomerCards from './customer-cards';
import type { CustomerFilters, Sort } from './customer-filters';
import CustomerTable from './customer-table';
import type { SelectedCustomers } from './use-selection';

export interface CustomerListProps {
  customers: Customer[];
  columns: readonly ColumnId[];
  filters: CustomerFilters;
  selection?: SelectedCustomers;
  /** They are those of the filters before; what is asked for is on its way. */
  outdated: boolean;
  loadingMore: boolean;
  onSort: (sort: Sort) => void;
  onEnd: () => void;
}

/** A table on a desk, cards on a phone. What other filters find is read from its top. */
function CustomerList({
  filters,
  outdated,
  loadingMore,
  columns,
  onSort,
  ...rest
}: CustomerListProps) {
  const go = useGo();
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'), { noSsr: true });
  const table = useRef<TableVirtuosoHandle>(null);
  const cards = useRef<VirtuosoHandle>(null);
  const asked = JSON.stringify(filters);
  const shown = useRef(asked);
  useEffect(() => {
    if (outdated || shown.current === asked) return;
    shown.current = asked;
    table.current?.scrollTo({ top: 0 });
    cards.current?.scrollTo({ top: 0 });
  }, [asked, outdated]);
  const open = (id: string) => go(customerAddress(id));
  return (
    <Box
      aria-busy={outdated}
      sx={{
        position: 'relative',
        height: '100%',
        opacity: outdated ? 0.55 : 1,
        transition: 'opacity 120ms',
      }}
    >
      {narrow ? (
        <CustomerCards {...rest} handle={cards} onOpen={open} />
      ) : (
        <CustomerTable
          {...rest}
          columns={columns}
          sort={filters.sort}
          handle={table}
          onSort={onSort}
          onOpen={open}
        />
      )}
      {loadingMore && (
        <LinearProgress
          aria-label="Loading more customers"
          sx={{ position: 'absolute', bottom: 0, left: 0, right: 0 }}
        />
      )}
    </Box>
  );
}

/** While payments arrive the list is fetched each second; most of the time it is the same. */
export default memo(CustomerList);
