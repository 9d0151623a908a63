'use client';

import { EyeIcon, EyeOffIcon } from '@cashbeat/ui';
import { FormField, type FormFieldProps, TextInput } from '@cashbeat/ui/form';
import IconButton from '@mui/material/IconButton';
import { useState } from 'react';
import { useFormBusy } from './form';
import { useField } from './use-field';

export interface PasswordFieldProps extends Pick<FormFieldProps, 'label' | 'help'> {
  name: string;
  autoComplete: 'current-password' | 'new-password';
  autoFocus?: boolean;
}

/** A password that can be looked at while it is typed. */
export function PasswordField({ name, label, help, ...props }: PasswordFieldProps) {
  const { input, error } = useField(name);
  const [shown, setShown] = useState(false);
  const busy = useFormBusy();
  return (
    <FormField label={label} help={help} error={error}>
      {(ties) => (
        <TextInput
          {...props}
          {...input}
          {...ties}
          type={shown ? 'text' : 'password'}
          readOnly={busy}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          end={
            <IconButton
              type="button"
              onClick={() => setShown(!shown)}
              aria-label={shown ? 'Hide the password' : 'Show the password'}
              aria-pressed={shown}
              sx={{ mr: 0.5 }}
            >
              {shown ? <EyeOffIcon /> : <EyeIcon />}
            </IconButton>
          }
        />
      )}
    </FormField>
  );
}
