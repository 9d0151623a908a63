'use client';

import Button, { type ButtonProps } from '@mui/material/Button';
import { useFormBusy } from './form';

export type SubmitButtonProps = Pick<
  ButtonProps,
  'children' | 'fullWidth' | 'color' | 'disabled' | 'size' | 'startIcon'
>;

/** Sends the form around it, and shows that it is under way. */
export function SubmitButton({ children, ...props }: SubmitButtonProps) {
  const busy = useFormBusy();
  return (
    <Button
      {...props}
      type="submit"
      variant="contained"
      loading={busy}
      sx={props.fullWidth ? { minHeight: 40, fontSize: '0.875rem' } : undefined}
    >
      {children}
    </Button>
  );
}
