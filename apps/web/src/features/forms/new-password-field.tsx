'use client';

import { CheckIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import { useFormContext, useWatch } from 'react-hook-form';
import { PasswordField, type PasswordFieldProps } from './password-field';
import { requirementsOf, strengthOf } from './password-strength';

export interface NewPasswordFieldProps extends Pick<
  PasswordFieldProps,
  'name' | 'label' | 'autoFocus'
> {
  /** Names and addresses that the password may not consist of; fields of the form or values. */
  personal?: readonly string[];
}

/** A password to be: what it must fulfil is seen before and while it is typed. */
export function NewPasswordField({ name, personal = [], ...props }: NewPasswordFieldProps) {
  const { control } = useFormContext();
  const password = String(useWatch({ control, name }) ?? '');
  const requirements = requirementsOf(password, personal);
  return (
    <PasswordField
      {...props}
      name={name}
      autoComplete="new-password"
      help={
        <Box sx={{ display: 'grid', gap: 1.5, pt: 0.5 }}>
          {password !== '' && <Strength password={password} personal={personal} />}
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}>
            {requirements.map(({ text, met }) => (
              <Box
                key={text}
                component="li"
                sx={{
                  display: 'flex',
                  // A mark stands at the first line of what wraps.
                  alignItems: 'start',
                  gap: 1.5,
                  color: met ? 'tone.success.main' : 'text.secondary',
                  '& svg': { fontSize: 14, strokeWidth: 2.5, mt: '2px' },
                }}
              >
                {met ? <CheckIcon titleAccess="Fulfilled:" /> : <Dot />}
                {text}
              </Box>
            ))}
          </Box>
        </Box>
      }
    />
  );
}

function Dot() {
  return (
    <Box
      component="span"
      aria-hidden
      sx={{ width: 14, height: '1.5em', flexShrink: 0, display: 'grid', placeItems: 'center' }}
    >
      <Box
        component="span"
        sx={{ width: 4, height: 4, borderRadius: 999, bgcolor: 'currentColor' }}
      />
    </Box>
  );
}

const COLOURS = ['tone.failure.main', 'tone.warning.main', 'tone.success.main'];

function Strength({ password, personal }: { password: string; personal: readonly string[] }) {
  const { level, word } = strengthOf(password, personal);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
      <Box aria-hidden sx={{ display: 'flex', flex: 1, gap: 1 }}>
        {COLOURS.map((_, step) => (
          <Box
            key={step}
            sx={{
              flex: 1,
              height: 4,
              borderRadius: 999,
              bgcolor: step <= level ? COLOURS[level] : 'divider',
            }}
          />
        ))}
      </Box>
      <Box component="span" sx={{ fontWeight: 550, minWidth: 60, textAlign: 'right' }}>
        {word}
      </Box>
    </Box>
  );
}
