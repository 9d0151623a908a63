'use client';

import { EmptyState, Panel, PlusIcon, RetryIcon, UploadIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { skipToken } from '@reduxjs/toolkit/query/react';
import dynamic from 'next/dynamic';
import { useCallback, useMemo, useState } from 'react';
import { useCommands } from '@/features/commands/command-registry';
import { ListFailed, ListOutdated, NoMatch } from '@/features/filters/list-states';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { PageHeader } from '@/features/shell/page-header';
import { ShellLink } from '@/features/shell/shell-link';
import { ViewsMenu } from '@/features/views/views-menu';
import { useFormats } from '@/store/session/use-formats';
import { usePermission } from '@/store/session/use-permission';
import { ColumnMenu } from './column-menu';
import { CustomerFilterBar } from './customer-filter-bar';
import { countFilters, filterFaults, NO_FILTERS, type Sort } from './customer-filters';
import { ListSkeleton } from './customer-skeleton';
import { ExportMenu } from './export-menu';
import { ImportLink } from './import-link';
import { SelectionNote, ListNote } from './list-note';
import { useColumns } from './use-columns';
import { useCustomerFilters } from './use-customer-filters';
import { useCustomerList } from './use-customer-list';
import { useRoom } from './use-room';
import { useSelection } from './use-selection';

const CustomerList = dynamic(() => import('./customer-list'), { ssr: false });
const BulkBar = dynamic(() => import('./bulk-bar').then(({ BulkBar: bar }) => bar));
const CustomerDialog = dynamic(() => import('./customer-dialog'), { ssr: false });

/** Every customer, found by what is known of them. Filters and order stand in the address. */
export function CustomersView() {
  const [filters, changeFilters] = useCustomerFilters();
  const formats = useFormats();
  const organisation = useGetOrganisationQuery();
  const writes = usePermission('customers:write');
  const defaultCurrency = organisation.data?.defaultCurrency ?? 'EUR';
  const faults = filterFaults(filters, filters.currency ?? defaultCurrency, formats);
  const fault = faults.days ?? faults.amounts;
  const filtered = countFilters(filters) > 0;
  const list = useCustomerList(fault === undefined ? filters : skipToken);
  const { customers, pages, error } = list;
  const { room, ref } = useRoom();
  const columns = useColumns(room);
  const selection = useSelection(customers);
  const selecting = selection.customers.length > 0;
  const [adding, setAdding] = useState(false);
  const clear = () => changeFilters(NO_FILTERS);
  const sortBy = useCallback((sort: Sort) => changeFilters({ sort }), [changeFilters]);
  const knownTags = useMemo(
    () => [...new Set(customers?.flatMap(({ tags }) => tags))].toSorted().slice(0, 50),
    [customers],
  );
  useCommands(
    useMemo(
      () => [
        {
          id: 'new-customer',
          group: 'This page',
          title: 'New customer',
          words: 'add create',
          keys: 'n',
          Icon: PlusIcon,
          needs: 'customers:write',
          run: () => setAdding(true),
        },
      ],
      [],
    ),
  );

  const body = () => {
    if (fault !== undefined) return <NoMatch noun="customer" reason={fault} onClear={clear} />;
    if (customers) {
      if (customers.length === 0 && !list.outdated) {
        return filtered ? (
          <NoMatch noun="customer" onClear={clear} />
        ) : (
          <NoCustomers onAdd={writes ? () => setAdding(true) : undefined} />
        );
      }
      return (
        <CustomerList
          customers={customers}
          columns={columns.shown}
          filters={filters}
          selection={writes && !filters.deleted ? selection : undefined}
          outdated={list.outdated}
          loadingMore={list.loadingMore}
          onSort={sortBy}
          onEnd={list.loadMore}
        />
      );
    }
    if (error) return <ListFailed error={error} retrying={list.loading} onRetry={list.refresh} />;
    return <ListSkeleton columns={columns.shown} />;
  };

  return (
    <>
      <PageHeader
        title="Customers"
        actions={
          <>
            <ViewsMenu page="customers" />
            {writes && <ImportLink />}
            {writes && (
              <Button variant="contained" startIcon={<PlusIcon />} onClick={() => setAdding(true)}>
                New customer
              </Button>
            )}
          </>
        }
      >
        <CustomerFilterBar
          filters={filters}
          faults={faults}
          defaultCurrency={defaultCurrency}
          knownTags={knownTags}
          onChange={changeFilters}
        />
      </PageHeader>
      <Box
        sx={{
          px: { xs: 4, md: 8 },
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr)',
          gridTemplateRows: { md: 'auto minmax(400px, 1fr)' },
        }}
      >
        <Box ref={ref}>
          {error && customers && <ListOutdated error={error} onRetry={list.refresh} />}
        </Box>
        <Panel
          title={filtered ? 'Matching customers' : 'All customers'}
          flush
          height={{ xs: '70vh', md: 'auto' }}
          note={
            selecting ? (
              <SelectionNote selection={selection} />
            ) : (
              <ListNote
                page={pages?.[0]}
                shown={(pages !== undefined || !error) && !fault}
                onClear={filtered ? clear : undefined}
              />
            )
          }
          actions={
            selecting ? (
              <BulkBar selection={selection} />
            ) : (
              <>
                <IconButton
                  aria-label="Refresh"
                  title="Refresh"
                  disabled={fault !== undefined}
                  onClick={list.refresh}
                >
                  <RetryIcon />
                </IconButton>
                <Box sx={{ display: { xs: 'none', sm: 'flex' } }}>
                  <ColumnMenu columns={columns} />
                </Box>
                {fault === undefined && <ExportMenu filters={filters} />}
              </>
            )
          }
        >
          {body()}
        </Panel>
      </Box>
      {adding && <CustomerDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function NoCustomers({ onAdd }: { onAdd?: () => void }) {
  return (
    <EmptyState title="No customers yet">
      {onAdd ? (
        <>
          <Box sx={{ mb: 3 }}>
            Record who owes you money, how much and until when. Payments that name them are counted
            against it by themselves.
          </Box>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: 2 }}>
            <Button variant="contained" startIcon={<PlusIcon />} onClick={onAdd}>
              New customer
            </Button>
            <Button
              component={ShellLink}
              href="/customers/import"
              variant="outlined"
              startIcon={<UploadIcon />}
            >
              Import from Excel
            </Button>
          </Box>
        </>
      ) : (
        'They appear here once somebody records them. Your role shows customers; agents, administrators and owners record them.'
      )}
    </EmptyState>
  );
}
