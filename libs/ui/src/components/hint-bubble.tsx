'use client';

import Box from '@mui/material/Box';
import Popper from '@mui/material/Popper';
import type { ReactNode, RefObject } from 'react';

export interface HintBubbleProps {
  id: string;
  anchor: RefObject<HTMLElement | null>;
  children: ReactNode;
  onPointerEnter: () => void;
  onPointerLeave: () => void;
}

const MODIFIERS = [
  { name: 'offset', options: { offset: [0, 6] } },
  { name: 'preventOverflow', options: { padding: 8 } },
];

/** Above its anchor, so that it never covers the figure that it explains. */
export default function HintBubble({ id, anchor, children, ...pointer }: HintBubbleProps) {
  return (
    <Popper
      open
      id={id}
      role="tooltip"
      placement="top"
      anchorEl={() => anchor.current!}
      modifiers={MODIFIERS}
      sx={{ zIndex: 'tooltip' }}
      {...pointer}
    >
      <Box
        sx={{
          maxWidth: 300,
          px: 3,
          py: 2,
          fontSize: '0.75rem',
          lineHeight: 1.5,
          fontWeight: 450,
          borderRadius: 2,
          color: 'text.primary',
          bgcolor: 'surface.raised',
          border: 1,
          borderColor: 'surface.borderStrong',
          boxShadow: '0 6px 24px rgb(10 16 30 / 0.14)',
        }}
      >
        {children}
      </Box>
    </Popper>
  );
}
