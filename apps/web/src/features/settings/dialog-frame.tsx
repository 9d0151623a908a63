'use client';

import { CrossIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';

export interface DialogFrameProps {
  title: string;
  children: ReactNode;
  /** Left out while it must not be closed: what it shows is shown once. */
  onClose?: () => void;
  width?: number;
}

/** A dialog of one column. It is mounted to open it, so that each begins anew. */
export function DialogFrame({ title, children, onClose, width = 480 }: DialogFrameProps) {
  const heading = useId();
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={heading}
      slotProps={{ paper: { sx: { width, maxWidth: 'calc(100% - 32px)', m: 4 } } }}
    >
      <Box
        sx={{ p: 5, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 4, minHeight: 0 }}
      >
        <Box sx={{ display: 'flex', alignItems: 'start', gap: 3 }}>
          <Typography id={heading} variant="h2" sx={{ flex: 1, pt: 1 }}>
            {title}
          </Typography>
          {onClose && (
            <IconButton aria-label="Close" onClick={onClose} sx={{ mr: -1.5 }}>
              <CrossIcon />
            </IconButton>
          )}
        </Box>
        {children}
      </Box>
    </Dialog>
  );
}

/** The ways out of a dialog: the harmless one first. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <Box sx={{ display: 'flex', justifyContent: 'flex-end', flexWrap: 'wrap', gap: 2, mt: 1 }}>
      {children}
    </Box>
  );
}
