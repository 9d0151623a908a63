import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

interface TileRowProps {
  children: ReactNode;
  busy: boolean;
  /** Longer names: six in a row only where there is much room. */
  roomy?: boolean;
}

/** Where the tiles stand: two, three or six in a row. */
export function TileRow({ children, busy, roomy = false }: TileRowProps) {
  return (
    <Box
      component="section"
      aria-label="Key figures"
      aria-busy={busy}
      sx={{
        display: 'grid',
        gap: { xs: 3, md: 4 },
        gridTemplateColumns: {
          xs: 'repeat(2, minmax(0, 1fr))',
          sm: 'repeat(3, minmax(0, 1fr))',
          [roomy ? 'xl' : 'lg']: 'repeat(6, minmax(0, 1fr))',
        },
      }}
    >
      {children}
    </Box>
  );
}
