'use client';

import {
  FormField,
  type FormFieldProps,
  SelectInput,
  type SelectInputProps,
} from '@cashbeat/ui/form';
import { useFormBusy } from './form';
import { useField } from './use-field';

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

export interface SelectFieldProps
  extends
    Pick<FormFieldProps, 'label' | 'help' | 'optional'>,
    Pick<SelectInputProps, 'autoComplete' | 'disabled' | 'autoFocus'> {
  name: string;
  options: readonly SelectOption[];
}

export function SelectField({ name, label, help, optional, options, ...props }: SelectFieldProps) {
  const { input, error } = useField(name);
  const busy = useFormBusy();
  return (
    <FormField label={label} help={help} optional={optional} error={error}>
      {(ties) => (
        <SelectInput {...props} {...input} {...ties} aria-disabled={busy || undefined}>
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </SelectInput>
      )}
    </FormField>
  );
}
