import Box from '@mui/material/Box';
import type { InputHTMLAttributes, ReactNode } from 'react';

export interface FieldProps {
  icon: ReactNode;
  /** The field narrows the list. */
  active: boolean;
  /** What it holds cannot be met. */
  faulty?: boolean;
  children: ReactNode;
}

/** The frame of one or several inputs, as wide as it may be; looks like the menus beside it. */
export function Field({ icon, active, faulty = false, children }: FieldProps) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        height: 'var(--cb-density-control)',
        pl: 2.5,
        pr: 1,
        gap: 1,
        color: 'text.secondary',
        bgcolor: 'background.paper',
        border: 1,
        borderColor: faulty ? 'error.main' : active ? 'primary.main' : 'surface.borderStrong',
        borderRadius: 2,
        '& svg': { fontSize: 16, flexShrink: 0 },
        '&:focus-within': {
          outline: '2px solid var(--cb-palette-primary-main)',
          outlineOffset: -1,
        },
      }}
    >
      {icon}
      {children}
    </Box>
  );
}

export interface FieldInputProps extends Omit<
  InputHTMLAttributes<HTMLInputElement>,
  'color' | 'onChange'
> {
  'aria-label': string;
  onChange: (value: string) => void;
}

export function FieldInput({ onChange, ...props }: FieldInputProps) {
  return (
    <Box
      component="input"
      title={props['aria-label']}
      onChange={(event) => onChange(event.target.value)}
      {...props}
      sx={{
        font: 'inherit',
        fontSize: '0.8125rem',
        flex: 1,
        minWidth: 0,
        height: '100%',
        p: 0,
        pl: 1,
        color: props.value === '' ? 'text.disabled' : 'text.primary',
        bgcolor: 'transparent',
        border: 0,
        outline: 'none',
        '&::placeholder': { color: 'text.disabled', opacity: 1 },
        '&::-webkit-calendar-picker-indicator': { opacity: 0.4, m: 0, p: 0.5 },
      }}
    />
  );
}
