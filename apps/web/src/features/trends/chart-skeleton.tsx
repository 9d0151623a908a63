import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';

const BARS = [38, 52, 47, 66, 58, 72, 61, 80, 69, 54, 76, 63];

export function ChartSkeleton() {
  return (
    <Box
      aria-label="Loading the chart"
      role="status"
      sx={{
        height: '100%',
        display: 'flex',
        alignItems: 'flex-end',
        gap: '2.5%',
        pl: 12,
        pr: 10,
        pb: 6,
      }}
    >
      {BARS.map((percent, bar) => (
        <Skeleton key={bar} variant="rounded" sx={{ flex: 1, height: `${percent}%` }} />
      ))}
    </Box>
  );
}
