'use client';

import { CrossIcon, SortIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useState } from 'react';
import { AmountFilter } from '@/features/filters/amount-filter';
import { ChoiceFilter } from '@/features/filters/choice-filter';
import { DaysFilter } from '@/features/filters/days-filter';
import { GivenFilter } from '@/features/filters/given-filter';
import { TextFilter } from '@/features/filters/text-filter';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { inWords } from '@/features/organisation/use-method-name';
import { ChoiceMenu } from '@/features/range/choice-menu';
import { nameOfSpan } from '@/features/range/range-label';
import { useFormats } from '@/store/session/use-formats';
import {
  countFilters,
  type FilterFaults,
  NO_FILTERS,
  type PaymentFilters,
  SORTS,
} from './payment-filters';
import { StatusFilter } from './status-filter';
import type { ChangeFilters } from './use-filters';

export interface PaymentFilterBarProps {
  filters: PaymentFilters;
  faults: FilterFaults;
  /** Of the bounds of amounts, where no currency is chosen. */
  defaultCurrency: string;
  onChange: ChangeFilters;
}

/** One line on a desk; on a phone the search, and the rest on demand, so that the list is in sight. */
export function PaymentFilterBar({ filters, onChange, ...rest }: PaymentFilterBarProps) {
  const [open, setOpen] = useState(false);
  const count = countFilters(filters);
  const shown = open || Object.keys(rest.faults).length > 0;
  return (
    <Box
      component="search"
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: 2 }}
    >
      <Box sx={{ flex: '1 1 120px', minWidth: 0, maxWidth: { sm: 360 } }}>
        <TextFilter
          label="Search id, reference, customer or description"
          placeholder="Search payments"
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

function FurtherFilters({ filters, faults, defaultCurrency, onChange }: PaymentFilterBarProps) {
  const { data: organisation } = useGetOrganisationQuery();
  const formats = useFormats();
  const methods = organisation?.methods.map(({ code, name }) => ({ value: code, label: name }));
  const currencies = organisation?.currencies.map((code) => ({ value: code, label: code }));
  return (
    <>
      <StatusFilter statuses={filters.statuses} refunded={filters.refunded} onChange={onChange} />
      <ChoiceFilter
        label="Method"
        any="All methods"
        value={filters.method}
        options={methods}
        nameOf={inWords}
        onChange={(method) => onChange({ method })}
      />
      <ChoiceFilter
        label="Currency"
        any="Any currency"
        value={filters.currency}
        options={currencies}
        onChange={(currency) => onChange({ currency })}
      />
      <AmountFilter
        minAmount={filters.minAmount}
        maxAmount={filters.maxAmount}
        currency={filters.currency ?? defaultCurrency}
        fault={faults.amounts}
        onChange={onChange}
      />
      <Box sx={{ gridColumn: '1 / -1', flex: '0 0 auto', width: { sm: 266 } }}>
        <DaysFilter
          firstDay={filters.firstDay}
          lastDay={filters.lastDay}
          fault={faults.days}
          onChange={onChange}
        />
      </Box>
      {filters.since && filters.until && organisation && (
        <GivenFilter
          label="Made"
          value={nameOfSpan(
            { from: filters.since, to: filters.until },
            organisation.timeZone,
            formats,
          )}
          onRemove={() => onChange({ since: undefined, until: undefined })}
        />
      )}
      {filters.failureCode && (
        <GivenFilter
          label="Failure"
          value={inWords(filters.failureCode)}
          onRemove={() => onChange({ failureCode: undefined })}
        />
      )}
      {filters.customer && (
        <GivenFilter
          label="Customer"
          value={filters.customer}
          onRemove={() => onChange({ customer: undefined })}
        />
      )}
    </>
  );
}

const SORT_LABELS: Record<PaymentFilters['sort'], string> = {
  '-createdAt': 'Newest first',
  createdAt: 'Oldest first',
  '-amount': 'Largest first',
  amount: 'Smallest first',
};

export function OrderMenu({
  value,
  onChange,
}: {
  value: PaymentFilters['sort'];
  onChange: ChangeFilters;
}) {
  return (
    <ChoiceMenu
      label="Order"
      icon={<SortIcon />}
      value={value}
      options={SORTS.map((sort) => ({ value: sort, label: SORT_LABELS[sort] }))}
      onChange={(chosen) => onChange({ sort: SORTS.find((sort) => sort === chosen) })}
    />
  );
}
