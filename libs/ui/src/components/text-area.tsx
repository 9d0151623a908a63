import Box from '@mui/material/Box';
import type { Ref, TextareaHTMLAttributes } from 'react';
import { inputFrame, inputText } from './input-style';

export interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'color'> {
  ref?: Ref<HTMLTextAreaElement>;
}

/** Lines of text in the frame of all inputs; it grows with what is typed. */
export function TextArea({ ref, ...props }: TextAreaProps) {
  return (
    <Box sx={{ ...inputFrame(props['aria-invalid'] === true, props.disabled), height: 'auto' }}>
      <Box
        component="textarea"
        ref={ref}
        rows={2}
        {...props}
        sx={{
          ...inputText,
          display: 'block',
          py: 2,
          lineHeight: 1.5,
          minHeight: 56,
          maxHeight: 240,
          resize: 'none',
          fieldSizing: 'content',
        }}
      />
    </Box>
  );
}
