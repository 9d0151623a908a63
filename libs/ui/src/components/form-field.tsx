import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';
import { WarningIcon } from './icons';

/** What ties an input to its label, its help and its fault. */
export interface FieldTies {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
}

export interface FormFieldProps {
  label: ReactNode;
  /** What the field is for, or what it takes. It stays while the fault is told. */
  help?: ReactNode;
  /** What is wrong, in a sentence. */
  error?: string;
  /** Nobody has to fill it in. */
  optional?: boolean;
  children: (ties: FieldTies) => ReactNode;
}

/** A label above, an input, then what is wrong with it and what it is for. */
export function FormField({ label, help, error, optional, children }: FormFieldProps) {
  const id = useId();
  const helpId = help ? `${id}help` : undefined;
  const errorId = error ? `${id}error` : undefined;
  const described = [errorId, helpId].filter(Boolean).join(' ') || undefined;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
      <Typography
        component="label"
        htmlFor={id}
        variant="body2"
        sx={{ justifySelf: 'start', fontWeight: 550 }}
      >
        {label}
        {optional && (
          <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>
            {' '}
            (optional)
          </Box>
        )}
      </Typography>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error !== undefined })}
      {error && <FieldFault id={errorId!}>{error}</FieldFault>}
      {help && (
        <Typography id={helpId} component="div" variant="caption" color="textSecondary">
          {help}
        </Typography>
      )}
    </Box>
  );
}

function FieldFault({ id, children }: { id: string; children: string }) {
  return (
    <Typography
      id={id}
      variant="caption"
      color="error"
      sx={{ display: 'flex', gap: 1, fontWeight: 550, '& svg': { fontSize: 15, mt: '1px' } }}
    >
      <WarningIcon />
      <span>{children}</span>
    </Typography>
  );
}
