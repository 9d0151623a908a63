import Box from '@mui/material/Box';
import type { Ref, SelectHTMLAttributes } from 'react';
import { ChevronDownIcon } from './icons';
import { inputFrame, inputText } from './input-style';

export interface SelectInputProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'color'> {
  ref?: Ref<HTMLSelectElement>;
}

/** A choice in the platform's own menu: it fits every screen, keyboard and thumb. */
export function SelectInput({ ref, children, ...props }: SelectInputProps) {
  return (
    <Box
      sx={{ ...inputFrame(props['aria-invalid'] === true, props.disabled), position: 'relative' }}
    >
      <Box
        component="select"
        ref={ref}
        {...props}
        sx={{
          ...inputText,
          appearance: 'none',
          pr: 9,
          cursor: 'pointer',
          textOverflow: 'ellipsis',
        }}
      >
        {children}
      </Box>
      <ChevronDownIcon
        aria-hidden
        sx={{
          position: 'absolute',
          right: 10,
          pointerEvents: 'none',
          fontSize: 16,
          color: 'text.secondary',
        }}
      />
    </Box>
  );
}
