'use client';

import { CalendarIcon } from '@cashbeat/ui';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { Field, FieldInput } from './field';
import type { ChangeAddress } from './use-address-filters';
import { useDraft } from './use-draft';

/** Days of the calendar, both included. */
export interface DayBounds {
  firstDay?: string;
  lastDay?: string;
}

interface DaysFilterProps extends DayBounds {
  labels?: readonly [first: string, last: string];
  fault?: string;
  onChange: ChangeAddress<DayBounds>;
}

const LABELS = ['First day', 'Last day, included'] as const;

export function DaysFilter({
  firstDay,
  lastDay,
  labels = LABELS,
  fault,
  onChange,
}: DaysFilterProps) {
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
          label={labels[0]}
          value={firstDay ?? ''}
          max={lastDay}
          onChange={(day) => onChange({ firstDay: day || undefined }, 'typed')}
          {...described}
        />
        <span aria-hidden>–</span>
        <DayInput
          label={labels[1]}
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
