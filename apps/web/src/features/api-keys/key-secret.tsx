'use client';

import type { CreatedApiKey } from '@cashbeat/shared-types';
import { Notice } from '@cashbeat/ui';
import { CommandLine } from '@cashbeat/ui/command-line';
import { CopyField } from '@cashbeat/ui/copy-field';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { DialogActions } from '@/features/settings/dialog-frame';

export interface KeySecretProps {
  created: CreatedApiKey;
  onClose: () => void;
}

/** The secret, this once. It is nowhere in the page once this is closed. */
export function KeySecret({ created: { secret, apiKey }, onClose }: KeySecretProps) {
  if (secret === null) {
    return (
      <>
        <Typography variant="body2" color="textSecondary">
          The key was made at the first attempt, and its secret was in an answer that never arrived.
          It cannot be told again: revoke <code>{apiKey.prefix}…</code> and make another.
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
      <CopyField label="API key" value={secret} />
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <Typography variant="body2" color="textSecondary">
          Try it: this answers what the key is and what it may do.
        </Typography>
        <CommandLine command={commandOf(secret)} />
      </Box>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          I have copied it
        </Button>
      </DialogActions>
    </>
  );
}

function commandOf(secret: string): string {
  return `curl -H 'Authorization: Bearer ${secret}' ${window.location.origin}/api/auth/session`;
}
