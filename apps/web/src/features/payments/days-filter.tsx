'use client';

import { CalendarIcon } from '@cashbeat/ui';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { Field, FieldInput } from '@/features/filters/field';
import { useDraft } from '@/features/filters/use-draft';
import type { PaymentFilters } from './payment-filters';
import type { ChangeFilters } from './use-filters';

interface DaysFilterProps extends Pick<PaymentFilters, 'firstDay' | 'lastDay'> {
  fault?: string;
  onChange: ChangeFilters;
}

export function DaysFilter({ firstDay, lastDay, fault, onChange }: DaysFilterProps) {
  const told = useId();
  const described = fault && { 'aria-invalid': true, 'aria-describedby': told };
  return (
    <>
      <Field
        icon={<CalendarIcon />}
        active={firstDay !== undefined || lastDay !== undefined}
        faulty={fault !== undefined}
      >
        <DayInput
          label="First day"
          value={firstDay ?? ''}
          max={lastDay}
          onChange={(day) => onChange({ firstDay: day || undefined }, 'typed')}
          {...described}
        />
        <span aria-hidden>–</span>
        <DayInput
          label="Last day, included"
          value={lastDay ?? ''}
          min={firstDay}
          onChange={(day) => onChange({ lastDay: day || undefined }, 'typed')}
          {...described}
        />
      </Field>
      {fault && (
        <Typography id={told} variant="caption" component="p" role="alert" color="error">
          {fault}
        </Typography>
      )}
    </>
  );
}

interface DayInputProps {
  label: string;
  value: string;
  min?: string;
  max?: string;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string;
  onChange: (day: string) => void;
}

/** While "2026" is being typed, the year is 2, 20 and 202 first: no year that anybody means. */
const isMeant = (day: string) => day === '' || day >= '1970';

function DayInput({ label, value, onChange, ...attributes }: DayInputProps) {
  const [day, setDay] = useDraft(value, onChange, isMeant);
  return (
    <FieldInput type="date" aria-label={label} value={day} onChange={setDay} {...attributes} />
  );
}
