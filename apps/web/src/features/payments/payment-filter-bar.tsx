'use client';

import { CalendarIcon, SearchIcon, SortIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import { inWords } from '@/features/organisation/use-method-name';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { ChoiceMenu } from '@/features/range/choice-menu';
import { Field, FieldInput } from './field';
import { type PaymentFilters, SORTS, STATUSES } from './payment-filters';
import { useDraft } from './use-draft';

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

/** One line on a desk, two columns on a phone. Nothing appears in it or leaves it as filters change. */
export function PaymentFilterBar({ filters, onChange }: PaymentFilterBarProps) {
  const { data: organisation } = useGetOrganisationQuery();
  return (
    <Box
      component="search"
      sx={{
        display: { xs: 'grid', sm: 'flex' },
        gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
        flexWrap: 'wrap',
        gap: 2,
      }}
    >
      <Box sx={{ gridColumn: '1 / -1', flex: '1 1 150px', minWidth: 0, maxWidth: { sm: 360 } }}>
        <SearchFilter
          value={filters.text ?? ''}
          onChange={(text) => onChange({ text: text || undefined })}
        />
      </Box>
      <ChoiceMenu
        label="Status"
        value={filters.status ?? ''}
        active={filters.status !== undefined}
        options={[
          { value: '', label: 'Any status' },
          ...STATUSES.map((status) => ({ value: status, label: inWords(status) })),
        ]}
        onChange={(status) => onChange({ status: STATUSES.find((known) => known === status) })}
      />
      <ChoiceMenu
        label="Method"
        value={filters.method ?? ''}
        active={filters.method !== undefined}
        options={[
          { value: '', label: 'All methods' },
          ...(organisation?.methods.map(({ code, name }) => ({ value: code, label: name })) ?? []),
        ]}
        onChange={(method) => onChange({ method: method || undefined })}
      />
      <ChoiceMenu
        label="Currency"
        value={filters.currency ?? ''}
        active={filters.currency !== undefined}
        options={[
          { value: '', label: 'Any currency' },
          ...(organisation?.currencies.map((code) => ({ value: code, label: code })) ?? []),
        ]}
        onChange={(currency) => onChange({ currency: currency || undefined })}
      />
      <ChoiceMenu
        label="Order"
        icon={<SortIcon />}
        value={filters.sort}
        options={SORTS.map((value) => ({ value, label: SORT_LABELS[value] }))}
        onChange={(value) => onChange({ sort: SORTS.find((sort) => sort === value) })}
      />
      <Box sx={{ gridColumn: '1 / -1', flex: '0 0 auto', width: { sm: 266 } }}>
        <DaysFilter {...filters} onChange={onChange} />
      </Box>
    </Box>
  );
}

interface SearchFilterProps {
  value: string;
  onChange: (value: string) => void;
}

function SearchFilter({ value, onChange }: SearchFilterProps) {
  const [text, setText] = useDraft(value, onChange);
  return (
    <Field icon={<SearchIcon />} active={value !== ''}>
      <FieldInput
        type="search"
        aria-label="Search id, reference, customer or description"
        placeholder="Search payments"
        value={text}
        onChange={setText}
      />
    </Field>
  );
}

type DaysFilterProps = Pick<PaymentFilters, 'firstDay' | 'lastDay'> &
  Pick<PaymentFilterBarProps, 'onChange'>;

function DaysFilter({ firstDay, lastDay, onChange }: DaysFilterProps) {
  return (
    <Field icon={<CalendarIcon />} active={firstDay !== undefined || lastDay !== undefined}>
      <DayInput
        label="First day"
        value={firstDay ?? ''}
        max={lastDay}
        onChange={(day) => onChange({ firstDay: day || undefined })}
      />
      <span aria-hidden>–</span>
      <DayInput
        label="Last day, included"
        value={lastDay ?? ''}
        min={firstDay}
        onChange={(day) => onChange({ lastDay: day || undefined })}
      />
    </Field>
  );
}

interface DayInputProps {
  label: string;
  value: string;
  min?: string;
  max?: string;
  onChange: (day: string) => void;
}

/** While "2026" is being typed, the year is 2, 20 and 202 first: no year that anybody means. */
const isMeant = (day: string) => day === '' || day >= '1970';

function DayInput({ label, value, onChange, ...bounds }: DayInputProps) {
  const [day, setDay] = useDraft(value, onChange, isMeant);
  return <FieldInput type="date" aria-label={label} value={day} onChange={setDay} {...bounds} />;
}
