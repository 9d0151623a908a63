'use client';

import { Notice } from '@cashbeat/ui';
import { CopyField } from '@cashbeat/ui/copy-field';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { DialogActions } from '@/features/settings/dialog-frame';

export interface WebhookSecretProps {
  /** Null when the answer that told it was lost. */
  secret: string | null;
  onClose: () => void;
}

/** The secret, this once. It is nowhere in the page once this is closed. */
export function WebhookSecret({ secret, onClose }: WebhookSecretProps) {
  if (secret === null) {
    return (
      <>
        <Typography variant="body2" color="textSecondary">
          The webhook was made at the first attempt, and its secret was in an answer that never
          arrived. Make it a new secret from its menu.
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
      <CopyField label="Webhook secret" value={secret} />
      <Typography variant="body2" color="textSecondary">
        Check the header <code>Cashbeat-Signature: t=…,v1=…</code> of each message: <code>v1</code>{' '}
        is the HMAC-SHA256, keyed with the secret, of <code>t</code>, a point and the body as it was
        sent. Refuse what is older than five minutes.
      </Typography>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          I have copied it
        </Button>
      </DialogActions>
    </>
  );
}
