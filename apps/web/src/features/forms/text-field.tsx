'use client';

import { FormField, type FormFieldProps, TextInput, type TextInputProps } from '@cashbeat/ui/form';
import { useFormBusy } from './form';
import { useField } from './use-field';

export interface TextFieldProps
  extends
    Pick<FormFieldProps, 'label' | 'help' | 'optional'>,
    Pick<
      TextInputProps,
      | 'type'
      | 'autoComplete'
      | 'autoFocus'
      | 'inputMode'
      | 'placeholder'
      | 'maxLength'
      | 'min'
      | 'spellCheck'
      | 'autoCapitalize'
      | 'disabled'
      | 'code'
      | 'end'
    > {
  name: string;
}

export function TextField({ name, label, help, optional, ...props }: TextFieldProps) {
  const { input, error } = useField(name);
  const busy = useFormBusy();
  return (
    <FormField label={label} help={help} optional={optional} error={error}>
      {(ties) => <TextInput {...props} {...input} {...ties} readOnly={busy} />}
    </FormField>
  );
}
