'use client';

import { TextField, type TextFieldProps } from './text-field';

export interface CodeFieldProps extends Pick<TextFieldProps, 'label' | 'help' | 'autoFocus'> {
  name: string;
  /** Letters are welcome: recovery codes do as well. */
  recovery?: boolean;
}

/** A code of an authenticator; the browser offers it where it knows it. */
export function CodeField({ recovery = false, ...props }: CodeFieldProps) {
  return (
    <TextField
      {...props}
      code
      autoComplete="one-time-code"
      inputMode={recovery ? 'text' : 'numeric'}
      autoCapitalize="none"
      spellCheck={false}
      maxLength={28}
    />
  );
}
