import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** Two fields side by side where there is room. */
export function Side({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
        gap: { xs: 4, sm: 3 },
        alignItems: 'start',
      }}
    >
      {children}
    </Box>
  );
}
