'use client';

import { FormField, TextInput } from '@cashbeat/ui/form';
import { useFormats } from '@/store/session/use-formats';
import { useDraft } from './use-draft';

export interface AmountFieldProps {
  label: string;
  /** In major units, as addresses say it; empty without one. */
  value: string;
  currency: string;
  /** What is wrong with it beside how it is written. */
  fault?: string;
  help?: string;
  onChange: (value: string) => void;
}

/** An amount that narrows what is shown, typed the way that the organisation writes numbers. */
export function AmountField({ label, value, currency, fault, help, onChange }: AmountFieldProps) {
  const { readAmount, spellAmount } = useFormats();
  const misread = (typed: string) => (typed === '' ? undefined : readAmount(typed, currency).fault);
  const [text, setText] = useDraft(
    spellAmount(value),
    (typed) => onChange(typed && String(readAmount(typed, currency).amount)),
    (typed) => misread(typed) === undefined,
  );
  return (
    <FormField label={label} help={help} error={misread(text) ?? fault}>
      {(ties) => (
        <TextInput
          {...ties}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
    </FormField>
  );
}
