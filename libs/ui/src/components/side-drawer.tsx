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
  children: ReactNode;
  onClose: () => void;
  'data-testid'?: string;
}

/** Details over the right edge of a page, under a head that stays; closing gives the focus back. */
export function SideDrawer({ open, title, width, children, onClose, ...rest }: SideDrawerProps) {
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
            borderBottom: 1,
            borderColor: 'divider',
          }}
        >
          <Typography variant="h2" id={heading}>
            {title}
          </Typography>
          <IconButton aria-label="Close" onClick={onClose} sx={{ ml: 'auto', mr: -1.5 }}>
            <CrossIcon />
          </IconButton>
        </Box>
        <Box sx={{ flex: 1, overflowY: 'auto', p: { xs: 4, sm: 5 } }}>{children}</Box>
      </Box>
    </Drawer>
  );
}
