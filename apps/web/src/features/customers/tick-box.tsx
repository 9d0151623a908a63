'use client';

import Box from '@mui/material/Box';
import { type MouseEvent, useEffect, useRef } from 'react';

export interface TickBoxProps {
  label: string;
  checked: boolean;
  /** Some of what it stands for is ticked. */
  partly?: boolean;
  /** `range`: the person held Shift. */
  onTick: (range: boolean) => void;
}

/** A box to tick; what surrounds it is a part of its target. */
export function TickBox({ label, checked, partly = false, onTick }: TickBoxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = partly && !checked;
  }, [partly, checked]);
  return (
    <Box
      component="label"
      onClick={(event: MouseEvent) => event.stopPropagation()}
      // Shift and a click would select the text between the two.
      onMouseDown={(event: MouseEvent) => event.shiftKey && event.preventDefault()}
      sx={{ display: 'grid', placeItems: 'center', minHeight: 28, minWidth: 28, cursor: 'pointer' }}
    >
      <Box
        ref={box}
        component="input"
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={() => undefined}
        onClick={(event: MouseEvent<HTMLInputElement>) => {
          event.stopPropagation();
          onTick(event.shiftKey);
        }}
        sx={BOX}
      />
    </Box>
  );
}

/** Drawn by hand: the browser's own is a grey block in the dark. */
const BOX = {
  appearance: 'none',
  display: 'grid',
  placeItems: 'center',
  m: 0,
  width: 16,
  height: 16,
  cursor: 'pointer',
  borderRadius: 1,
  border: '1.5px solid',
  borderColor: 'text.disabled',
  bgcolor: 'background.paper',
  '&:checked, &:indeterminate': { bgcolor: 'primary.main', borderColor: 'primary.main' },
  '&::before': { content: '""', bgcolor: 'primary.contrastText' },
  '&:checked::before': {
    width: 10,
    height: 10,
    clipPath: 'polygon(14% 47%, 3% 59%, 39% 93%, 98% 25%, 87% 13%, 38% 69%)',
  },
  '&:indeterminate::before': { width: 8, height: 2 },
  '@media (forced-colors: active)': { appearance: 'auto' },
} as const;
