'use client';

import Box from '@mui/material/Box';
import type { SxProps, Theme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { type ComponentProps, type ReactNode, useId } from 'react';

export interface ChoicesProps {
  legend: string;
  error?: string;
  children: ReactNode;
  /** Of the box around them. */
  sx?: SxProps<Theme>;
}

/** Things to tick, all of them in sight in a box; what is wrong with the choice stands below. */
export function Choices({ legend, error, children, sx }: ChoicesProps) {
  const told = useId();
  return (
    <Box
      component="fieldset"
      aria-invalid={error !== undefined}
      aria-describedby={error && told}
      sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}
    >
      <Typography component="legend" variant="body2" sx={{ fontWeight: 550, p: 0, mb: 1.5 }}>
        {legend}
      </Typography>
      <Box
        sx={[
          {
            border: 1,
            borderColor: error ? 'error.main' : 'surface.borderStrong',
            borderRadius: 2,
          },
          ...(Array.isArray(sx) ? sx : [sx]),
        ]}
      >
        {children}
      </Box>
      {error && (
        <Typography
          id={told}
          role="alert"
          variant="caption"
          component="p"
          color="error"
          sx={{ mt: 1.5, fontWeight: 550 }}
        >
          {error}
        </Typography>
      )}
    </Box>
  );
}

export interface ChoiceProps {
  kind?: 'checkbox' | 'radio';
  value?: string;
  /** What `register` of the form gives. */
  input: ComponentProps<'input'>;
  children: ReactNode;
  /** What it means, in a line below. */
  note?: string;
  sx?: SxProps<Theme>;
}

/** A box to tick with its words; all of the line is the target. */
export function Choice({ kind = 'checkbox', value, input, children, note, sx }: ChoiceProps) {
  return (
    <Box
      component="label"
      sx={[
        {
          display: 'flex',
          alignItems: 'start',
          gap: 2.5,
          fontSize: '0.8125rem',
          lineHeight: 1.5,
          cursor: 'pointer',
        },
        ...(Array.isArray(sx) ? sx : [sx]),
      ]}
    >
      <Box
        component="input"
        type={kind}
        value={value}
        {...input}
        sx={{ m: 0, mt: '3px', flexShrink: 0, accentColor: 'var(--cb-palette-primary-main)' }}
      />
      <Box component="span" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        {children}
        {note && (
          <Typography
            variant="caption"
            component="span"
            color="textSecondary"
            sx={{ display: 'block' }}
          >
            {note}
          </Typography>
        )}
      </Box>
    </Box>
  );
}

/** Lines of a box of choices. */
export const CHOICE_LINE = { px: 3, py: 1.5, '&:hover': { bgcolor: 'surface.sunken' } } as const;
