'use client';

import { CrossIcon, SortIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useState } from 'react';
import { AmountFilter } from '@/features/filters/amount-filter';
import { ChoiceFilter } from '@/features/filters/choice-filter';
import { DaysFilter } from '@/features/filters/days-filter';
import { TextFilter } from '@/features/filters/text-filter';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { ChoiceMenu } from '@/features/range/choice-menu';
import { AgentMenu } from './agent-menu';
import {
  countFilters,
  type CustomerFilters,
  type FilterFaults,
  NO_FILTERS,
  type Sort,
} from './customer-filters';
import { StatusMenu } from './status-menu';
import { TagFilter } from './tag-filter';
import type { ChangeFilters } from './use-customer-filters';

export interface CustomerFilterBarProps {
  filters: CustomerFilters;
  faults: FilterFaults;
  /** Of the bounds of amounts, where no currency is chosen. */
  defaultCurrency: string;
  knownTags: readonly string[];
  onChange: ChangeFilters;
}

/** One line on a desk; on a phone the search, and the rest on demand, so that the list is in sight. */
export function CustomerFilterBar({ filters, onChange, ...rest }: CustomerFilterBarProps) {
  const [open, setOpen] = useState(false);
  const count = countFilters(filters);
  const shown = open || Object.keys(rest.faults).length > 0;
  return (
    <Box
      component="search"
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: 2 }}
    >
      <Box sx={{ flex: '1 1 100px', minWidth: 0, maxWidth: { sm: 320 } }}>
        <TextFilter
          label="Search name, e-mail, phone or external id"
          placeholder="Search customers"
          value={filters.text}
          onChange={(text) => onChange({ text }, 'typed')}
        />
      </Box>
      <Box sx={{ display: { xs: 'flex', sm: 'none' }, gap: 1 }}>
        <Button variant="outlined" aria-expanded={shown} onClick={() => setOpen(!open)}>
          {count > 0 ? `Filters (${count})` : 'Filters'}
        </Button>
        {count > 0 && (
          <IconButton aria-label="Clear filters" onClick={() => onChange(NO_FILTERS)}>
            <CrossIcon />
          </IconButton>
        )}
      </Box>
      <Box
        sx={{
          display: { xs: shown ? 'grid' : 'none', sm: 'contents' },
          gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
          width: '100%',
          gap: 2,
        }}
      >
        <FurtherFilters filters={filters} onChange={onChange} {...rest} />
        <Box sx={{ display: { xs: 'grid', sm: 'none' }, gridColumn: '1 / -1' }}>
          <OrderMenu value={filters.sort} onChange={onChange} />
        </Box>
      </Box>
    </Box>
  );
}

function FurtherFilters({
  filters,
  faults,
  defaultCurrency,
  knownTags,
  onChange,
}: CustomerFilterBarProps) {
  const { data: organisation } = useGetOrganisationQuery();
  const currencies = organisation?.currencies.map((code) => ({ value: code, label: code }));
  const severalCurrencies = filters.currency !== undefined || (currencies?.length ?? 0) > 1;
  return (
    <>
      <StatusMenu statuses={filters.statuses} deleted={filters.deleted} onChange={onChange} />
      {/* As wide as what is chosen, not as the longest name there is. */}
      <Box sx={{ display: 'grid', minWidth: 0, width: { sm: 118 } }}>
        <AgentMenu agents={filters.agents} onChange={onChange} />
      </Box>
      <TagFilter tags={filters.tags} known={knownTags} onChange={onChange} />
      {severalCurrencies && (
        <ChoiceFilter
          label="Currency"
          any="Any currency"
          value={filters.currency}
          options={currencies}
          onChange={(currency) => onChange({ currency })}
        />
      )}
      <Box sx={{ display: 'grid', gridColumn: severalCurrencies ? '1 / -1' : undefined }}>
        <AmountFilter
          minAmount={filters.minAmount}
          maxAmount={filters.maxAmount}
          currency={filters.currency ?? defaultCurrency}
          fault={faults.amounts}
          onChange={onChange}
        />
      </Box>
      <Box sx={{ gridColumn: '1 / -1', flex: '0 0 auto', width: { sm: 266 } }}>
        <DaysFilter
          firstDay={filters.dueFrom}
          lastDay={filters.dueTo}
          labels={['Due from', 'Due up to, included']}
          fault={faults.days}
          onChange={(change, how) =>
            onChange(
              {
                ...('firstDay' in change && { dueFrom: change.firstDay }),
                ...('lastDay' in change && { dueTo: change.lastDay }),
              },
              how,
            )
          }
        />
      </Box>
    </>
  );
}

/** The orders that are worth a line; on a desk the heads of the columns offer all of them. */
const ORDERS: readonly { value: Sort; label: string }[] = [
  { value: 'name', label: 'By name' },
  { value: 'dueDate', label: 'Due first' },
  { value: '-outstandingAmount', label: 'Most outstanding first' },
  { value: 'outstandingAmount', label: 'Least outstanding first' },
  { value: 'status', label: 'By status' },
  { value: '-lastPaymentAt', label: 'Paid last first' },
  { value: '-createdAt', label: 'Newest first' },
];

function OrderMenu({ value, onChange }: { value: Sort; onChange: ChangeFilters }) {
  const options = ORDERS.some((order) => order.value === value)
    ? ORDERS
    : [...ORDERS, { value, label: 'Another order' }];
  return (
    <ChoiceMenu
      label="Order"
      icon={<SortIcon />}
      value={value}
      options={options}
      onChange={(chosen) =>
        onChange({ sort: options.find((order) => order.value === chosen)?.value })
      }
    />
  );
}
