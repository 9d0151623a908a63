'use client';

import type { CreatedApiKey } from '@cashbeat/shared-types';
import { CommandLine } from '@cashbeat/ui/command-line';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { SecretOnce } from '@/features/settings/secret-once';

export interface KeySecretProps {
  created: CreatedApiKey;
  onClose: () => void;
}

/** The secret of a key, and a first request with it. */
export function KeySecret({ created: { secret, apiKey }, onClose }: KeySecretProps) {
  return (
    <SecretOnce
      label="API key"
      secret={secret}
      lost={
        <>
          The key was made at the first attempt, and its secret was in an answer that never arrived.
          It cannot be told again: revoke <code>{apiKey.prefix}…</code> and make another.
        </>
      }
      onClose={onClose}
    >
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <Typography variant="body2" color="textSecondary">
          Try it: this answers what the key is and what it may do.
        </Typography>
        <CommandLine command={commandOf(secret ?? '')} />
      </Box>
    </SecretOnce>
  );
}

function commandOf(secret: string): string {
  return `curl -H 'Authorization: Bearer ${secret}' ${window.location.origin}/api/auth/session`;
}
