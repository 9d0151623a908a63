'use client';

import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';
import { CrossIcon } from './icons';

export interface SideDrawerProps {
  open: boolean;
  title: string;
  /** Of a desk; a phone is filled. */
  width: number;
  /** Stays above what scrolls. */
  tools?: ReactNode;
  /** Stays below what scrolls. */
  foot?: ReactNode;
  /** The body reaches the edges, for lists. */
  flush?: boolean;
  children: ReactNode;
  onClose: () => void;
  'data-testid'?: string;
}

const LINE_BELOW = { borderBottom: 1, borderColor: 'divider' } as const;

/** Details over the right edge of a page, under a head that stays; closing gives the focus back. */
export function SideDrawer({
  open,
  title,
  width,
  tools,
  foot,
  flush = false,
  children,
  onClose,
  ...rest
}: SideDrawerProps) {
  const heading = useId();
  return (
    <Drawer
      anchor="right"
      open={open}
      onClose={onClose}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-labelledby': heading,
          sx: { width: { xs: '100%', sm: width }, borderLeft: 1, borderColor: 'divider' },
        },
      }}
    >
      <Box {...rest} sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            px: { xs: 4, sm: 5 },
            py: 3,
            ...(!tools && LINE_BELOW),
          }}
        >
          <Typography variant="h2" id={heading}>
            {title}
          </Typography>
          <IconButton aria-label="Close" onClick={onClose} sx={{ ml: 'auto', mr: -1.5 }}>
            <CrossIcon />
          </IconButton>
        </Box>
        {tools && <Box sx={{ px: { xs: 4, sm: 5 }, pb: 3, ...LINE_BELOW }}>{tools}</Box>}
        <Box
          sx={{ flex: 1, minHeight: 0, overflowY: 'auto', ...(!flush && { p: { xs: 4, sm: 5 } }) }}
        >
          {children}
        </Box>
        {foot && (
          <Box sx={{ px: { xs: 4, sm: 5 }, py: 2, borderTop: 1, borderColor: 'divider' }}>
            {foot}
          </Box>
        )}
      </Box>
    </Drawer>
  );
}
