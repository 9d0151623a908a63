'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';

export interface ConfirmDialogProps {
  open: boolean;
  title: string;
  /** What will happen, and what will not. */
  children: ReactNode;
  /** The deed itself: "Remove Ben", never "OK". */
  action: string;
  /** It takes something away. */
  dangerous?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that is not easily undone. The harmless way out has the focus. */
export function ConfirmDialog({
  open,
  title,
  children,
  action,
  dangerous = false,
  busy = false,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const heading = useId();
  const text = useId();
  return (
    <Dialog
      open={open}
      onClose={() => busy || onClose()}
      aria-labelledby={heading}
      aria-describedby={text}
      slotProps={{ paper: { sx: { width: 440, m: 4 } } }}
    >
      <Box sx={{ p: 5, display: 'grid', gap: 3 }}>
        <Typography id={heading} variant="h2">
          {title}
        </Typography>
        <Typography id={text} component="div" variant="body2" color="textSecondary">
          {children}
        </Typography>
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', flexWrap: 'wrap', gap: 2, mt: 2 }}>
          <Button variant="outlined" autoFocus disabled={busy} onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="contained"
            color={dangerous ? 'error' : 'primary'}
            loading={busy}
            onClick={onConfirm}
          >
            {action}
          </Button>
        </Box>
      </Box>
    </Dialog>
  );
}
