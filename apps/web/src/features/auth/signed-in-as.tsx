'use client';

import { Notice } from '@cashbeat/ui';
import Box from '@mui/material/Box';

/** Joining ends one person's session in this browser and begins another's; they are told before. */
export function SignedInAs({ current, invited }: { current: string; invited: string }) {
  return (
    <Box sx={{ mb: -3, overflowWrap: 'anywhere' }}>
      <Notice tone="warning">
        You are signed in as {current}. Joining signs you in as {invited} instead.
      </Notice>
    </Box>
  );
}
