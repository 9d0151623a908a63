import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import type { ReactNode } from 'react';

/** Beside each other on a desk, one above the other on a phone. */
export function BoardGrid({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: { xs: 3, md: 4 },
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(12, minmax(0, 1fr))' },
        '& > *': { gridColumn: { lg: 'span 6' } },
        '& > .whole': { gridColumn: { lg: 'span 12' } },
        '& > .wide': { gridColumn: { lg: 'span 7' } },
        '& > .narrow': { gridColumn: { lg: 'span 5' } },
        // Neighbours are of one height.
        '& > * > section': { height: '100%' },
      }}
    >
      {children}
    </Box>
  );
}

const HEIGHTS = [
  { className: 'wide', height: 320 },
  { className: 'narrow', height: 320 },
  { className: 'whole', height: 350 },
];

/** The panels before their figures are there. */
export function BoardSkeleton() {
  return (
    <Box role="status" aria-label="Loading the breakdown">
      <Skeleton width={120} height={34} sx={{ mb: 3 }} />
      <BoardGrid>
        {HEIGHTS.map(({ className, height }, panel) => (
          <Paper
            key={panel}
            className={className}
            sx={{ border: 1, borderColor: 'divider', borderRadius: 3, p: 4, height }}
          >
            <Skeleton width="30%" sx={{ mb: 3 }} />
            <Skeleton variant="rounded" height={height - 100} />
          </Paper>
        ))}
      </BoardGrid>
    </Box>
  );
}
