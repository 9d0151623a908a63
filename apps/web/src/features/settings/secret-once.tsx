'use client';

import { Notice } from '@cashbeat/ui';
import { CopyField } from '@cashbeat/ui/copy-field';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { DialogActions } from './dialog-frame';

export interface SecretOnceProps {
  /** What it is, for screen readers: "API key". */
  label: string;
  /** Null when the answer that told it was lost. */
  secret: string | null;
  /** What to do when it is lost. */
  lost: ReactNode;
  /** How it is used. */
  children: ReactNode;
  onClose: () => void;
}

/** The secret, this once. It is nowhere in the page once this is closed. */
export function SecretOnce({ label, secret, lost, children, onClose }: SecretOnceProps) {
  if (secret === null) {
    return (
      <>
        <Typography variant="body2" color="textSecondary">
          {lost}
        </Typography>
        <DialogActions>
          <Button variant="contained" onClick={onClose} autoFocus>
            Close
          </Button>
        </DialogActions>
      </>
    );
  }
  return (
    <>
      <Box sx={{ '& > *': { mb: '0 !important' } }}>
        <Notice tone="warning">
          Copy it now: it is shown this once and cannot be looked up later.
        </Notice>
      </Box>
      <CopyField label={label} value={secret} />
      {children}
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          I have copied it
        </Button>
      </DialogActions>
    </>
  );
}
