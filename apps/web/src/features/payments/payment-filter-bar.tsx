'use client';

import { CalendarIcon, SearchIcon, SortIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import { inWords } from '@/features/organisation/use-method-name';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { ChoiceMenu } from '@/features/range/choice-menu';
import { Field } from './field';
import { hasFilters, NO_FILTERS, type PaymentFilters, SORTS, STATUSES } from './payment-filters';

export interface PaymentFilterBarProps {
  filters: PaymentFilters;
  onChange: (change: Partial<PaymentFilters>) => void;
}

const SORT_LABELS: Record<PaymentFilters['sort'], string> = {
  '-createdAt': 'Newest first',
  createdAt: 'Oldest first',
  '-amount': 'Largest first',
  amount: 'Smallest first',
};

export function PaymentFilterBar({ filters, onChange }: PaymentFilterBarProps) {
  const { data: organisation } = useGetOrganisationQuery();
  return (
    <Box component="search" sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
      <TextFilter
        label="Search id, reference, customer or description"
        placeholder="Search payments"
        value={filters.text ?? ''}
        onChange={(text) => onChange({ text: text || undefined })}
      />
      <ChoiceMenu
        label="Status"
        value={filters.status ?? ''}
        options={[
          { value: '', label: 'Any status' },
          ...STATUSES.map((status) => ({ value: status, label: inWords(status) })),
        ]}
        onChange={(status) => onChange({ status: status || undefined })}
      />
      <ChoiceMenu
        label="Method"
        value={filters.method ?? ''}
        options={[
          { value: '', label: 'All methods' },
          ...(organisation?.methods.map(({ code, name }) => ({ value: code, label: name })) ?? []),
        ]}
        onChange={(method) => onChange({ method: method || undefined })}
      />
      <ChoiceMenu
        label="Currency"
        value={filters.currency ?? ''}
        options={[
          { value: '', label: 'Any currency' },
          ...(organisation?.currencies.map((code) => ({ value: code, label: code })) ?? []),
        ]}
        onChange={(currency) => onChange({ currency: currency || undefined })}
      />
      <Field
        label="First day"
        type="date"
        icon={<CalendarIcon />}
        width={160}
        value={filters.firstDay ?? ''}
        onChange={(firstDay) => onChange({ firstDay: firstDay || undefined })}
      />
      <Field
        label="Last day"
        type="date"
        icon={<CalendarIcon />}
        width={160}
        value={filters.lastDay ?? ''}
        onChange={(lastDay) => onChange({ lastDay: lastDay || undefined })}
      />
      <ChoiceMenu
        label="Order"
        icon={<SortIcon />}
        value={filters.sort}
        options={SORTS.map((value) => ({ value, label: SORT_LABELS[value] }))}
        onChange={(value) => onChange({ sort: SORTS.find((sort) => sort === value) })}
      />
      {hasFilters(filters) && <Button onClick={() => onChange(NO_FILTERS)}>Clear</Button>}
    </Box>
  );
}

const TYPING_PAUSE = 300;

interface TextFilterProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}

/** Asks once the typing pauses. */
function TextFilter({ label, placeholder, value, onChange }: TextFilterProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    setText(value);
  }
  useEffect(() => {
    if (text === known) return undefined;
    const timer = setTimeout(() => onChange(text), TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [text, known, onChange]);
  return (
    <Field
      label={label}
      type="search"
      placeholder={placeholder}
      icon={<SearchIcon />}
      width={{ xs: '100%', sm: 240 }}
      value={text}
      onChange={setText}
    />
  );
}
