'use client';

import { type Choice, ChoiceMenu } from '@/features/range/choice-menu';

export interface ChoiceFilterProps {
  label: string;
  /** What it is called that nothing is chosen: "Any status". */
  any: string;
  value: string | undefined;
  /** Undefined while they are on their way. */
  options: readonly Choice[] | undefined;
  /** Of a value that is none of the options. */
  nameOf?: (value: string) => string;
  onChange: (value: string | undefined) => void;
}

/** Narrows a list to one of several values, or to none of them. */
export function ChoiceFilter({
  label,
  any,
  value,
  options = [],
  nameOf = (unknown) => unknown,
  onChange,
}: ChoiceFilterProps) {
  const choices = [{ value: '', label: any }, ...options];
  // One of the address that nobody knows is shown all the same: it filters.
  if (value !== undefined && !choices.some((choice) => choice.value === value)) {
    choices.push({ value, label: nameOf(value) });
  }
  return (
    <ChoiceMenu
      label={label}
      value={value ?? ''}
      active={value !== undefined}
      options={choices}
      onChange={(chosen) => onChange(chosen || undefined)}
    />
  );
}
