'use client';

import { SearchIcon } from '@cashbeat/ui';
import { Field, FieldInput } from './field';
import { useDraft } from './use-draft';

export interface TextFilterProps {
  label: string;
  placeholder: string;
  value: string | undefined;
  /** Mends what was typed or pasted, with every key. */
  tidy?: (typed: string) => string;
  /** Told once the typing pauses. */
  onChange: (text: string | undefined) => void;
}

/** Narrows a list by text. */
export function TextFilter({
  label,
  placeholder,
  value = '',
  tidy = (typed) => typed,
  onChange,
}: TextFilterProps) {
  const [text, setText] = useDraft(value, (typed) => onChange(typed || undefined));
  return (
    <Field icon={<SearchIcon />} active={value !== ''}>
      <FieldInput
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(typed) => setText(tidy(typed))}
      />
    </Field>
  );
}
