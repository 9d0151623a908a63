import Box from '@mui/material/Box';
import type { InputHTMLAttributes, ReactNode, Ref } from 'react';
import { inputFrame, inputText } from './input-style';

export interface TextInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'color'> {
  ref?: Ref<HTMLInputElement>;
  /** Stands inside the frame, after the text: a button that belongs to it. */
  end?: ReactNode;
  /** Figures of one width, far apart: codes to compare or type over. */
  code?: boolean;
}

/** A line of text in the frame of all inputs. */
export function TextInput({ ref, end, code = false, ...props }: TextInputProps) {
  return (
    <Box sx={inputFrame(props['aria-invalid'] === true, props.disabled)}>
      <Box
        component="input"
        ref={ref}
        {...props}
        sx={{
          ...inputText,
          ...(code && { fontFamily: 'monospace', fontSize: '1.0625rem', letterSpacing: '0.12em' }),
          ...(end !== undefined && { pr: 1 }),
        }}
      />
      {end}
    </Box>
  );
}
