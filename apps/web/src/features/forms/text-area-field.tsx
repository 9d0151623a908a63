'use client';

import { FormField, type FormFieldProps, TextArea, type TextAreaProps } from '@cashbeat/ui/form';
import { useFormBusy } from './form';
import { useField } from './use-field';

export interface TextAreaFieldProps
  extends
    Pick<FormFieldProps, 'label' | 'help' | 'optional'>,
    Pick<TextAreaProps, 'autoComplete' | 'placeholder' | 'maxLength' | 'rows'> {
  name: string;
}

export function TextAreaField({ name, label, help, optional, ...props }: TextAreaFieldProps) {
  const { input, error } = useField(name);
  const busy = useFormBusy();
  return (
    <FormField label={label} help={help} optional={optional} error={error}>
      {(ties) => <TextArea {...props} {...input} {...ties} readOnly={busy} />}
    </FormField>
  );
}
