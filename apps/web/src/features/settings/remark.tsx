import { InfoIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** Why something can be looked at only, or another remark that nobody has to act on. */
export function Remark({ children }: { children: ReactNode }) {
  return (
    <Box
      role="note"
      sx={{
        display: 'flex',
        gap: 2,
        px: 3,
        py: 2,
        borderRadius: 2,
        fontSize: '0.8125rem',
        lineHeight: 1.5,
        color: 'text.secondary',
        bgcolor: 'surface.sunken',
        border: 1,
        borderColor: 'divider',
        '& svg': { fontSize: 17, mt: '1px', flexShrink: 0 },
      }}
    >
      <InfoIcon />
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>{children}</Box>
    </Box>
  );
}
