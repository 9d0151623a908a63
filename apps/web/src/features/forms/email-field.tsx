'use client';

import { TextField, type TextFieldProps } from './text-field';

export type EmailFieldProps = Pick<TextFieldProps, 'name' | 'label' | 'autoFocus'>;

/** The address that somebody signs in with; password managers fill it in. */
export function EmailField(props: EmailFieldProps) {
  return (
    <TextField
      {...props}
      type="email"
      autoComplete="username"
      inputMode="email"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
}
