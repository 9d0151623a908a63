import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';

export const EVENT_ROW_HEIGHT = 60;

/** The feed before its rows are there. */
export function FeedSkeleton() {
  return (
    <Box role="status" aria-label="Loading events" sx={{ height: '100%', overflow: 'hidden' }}>
      {Array.from({ length: 8 }, (_, row) => (
        <Box
          key={row}
          sx={{
            height: EVENT_ROW_HEIGHT,
            px: 4,
            display: 'flex',
            alignItems: 'center',
            gap: 3,
            borderBottom: 1,
            borderColor: 'divider',
          }}
        >
          <Skeleton variant="circular" width={32} height={32} />
          <Box sx={{ flex: 1 }}>
            <Skeleton width="35%" />
            <Skeleton width="55%" />
          </Box>
          <Skeleton width={72} />
        </Box>
      ))}
    </Box>
  );
}
