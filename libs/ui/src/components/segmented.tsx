'use client';

import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { type KeyboardEvent, type ReactNode, useState } from 'react';

export interface SegmentedOption<Value extends string> {
  value: Value;
  label: ReactNode;
  /** Spoken and shown on hover where the label is only an icon. */
  title?: string;
  disabled?: boolean;
}

export interface SegmentedProps<Value extends string> {
  label: string;
  value: Value | null;
  options: readonly SegmentedOption<Value>[];
  onChange: (value: Value) => void;
}

const STEPS: Partial<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
};

/** One choice of a few, all of them in sight: one stop of the Tab key, arrows go on from there. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
}: SegmentedProps<Value>) {
  const [focused, setFocused] = useState<Value | null>(null);
  const enabled = options.filter(({ disabled }) => !disabled);
  const stop =
    enabled.find((option) => option.value === (focused ?? value))?.value ?? enabled[0]?.value;
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button:enabled')];
    const here = buttons.indexOf(event.target as HTMLElement);
    buttons.at((here + step) % buttons.length)?.focus();
  };
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={value}
      aria-label={label}
      onKeyDown={move}
      onBlur={() => setFocused(null)}
      onChange={(_, chosen: Value | null) => chosen !== null && onChange(chosen)}
    >
      {options.map((option) => (
        <ToggleButton
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          tabIndex={option.value === stop ? 0 : -1}
          onFocus={() => setFocused(option.value)}
          title={option.title}
          aria-label={typeof option.label === 'string' ? undefined : option.title}
        >
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
