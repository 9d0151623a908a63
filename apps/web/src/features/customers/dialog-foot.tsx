import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** The ways out of a long dialog, in sight wherever it is scrolled: the harmless one first. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={{
        position: 'sticky',
        bottom: 0,
        zIndex: 1,
        display: 'flex',
        justifyContent: 'flex-end',
        flexWrap: 'wrap',
        gap: 2,
        mx: -5,
        mb: -5,
        px: 5,
        py: 3.5,
        borderTop: 1,
        borderColor: 'divider',
        bgcolor: 'surface.raised',
      }}
    >
      {children}
    </Box>
  );
}
