import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { type ColumnId, COLUMNS } from './columns';

/** The lines of the list, before there are any. */
export function ListSkeleton({ columns }: { columns: readonly ColumnId[] }) {
  return (
    <Box
      role="status"
      aria-label="Loading customers"
      sx={{ height: '100%', overflow: 'hidden', px: 4 }}
    >
      {Array.from({ length: 12 }, (_, row) => (
        <Box
          key={row}
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 4,
            height: 54,
            borderBottom: 1,
            borderColor: 'divider',
          }}
        >
          <Skeleton variant="rounded" width={15} height={15} sx={{ flexShrink: 0 }} />
          <Box sx={{ flex: 1, minWidth: 120 }}>
            <Skeleton width={`${76 - (row % 4) * 9}%`} />
            <Skeleton width="38%" height={14} />
          </Box>
          {columns
            .filter((id) => id !== 'name')
            .map((id) => (
              <Box
                key={id}
                sx={{
                  display: { xs: id === 'outstanding' ? 'block' : 'none', sm: 'block' },
                  width: COLUMNS[id].width - 32,
                  flexShrink: 0,
                }}
              >
                <Skeleton
                  width={COLUMNS[id].align === 'right' ? '60%' : '80%'}
                  sx={{ ml: COLUMNS[id].align === 'right' ? 'auto' : 0 }}
                />
              </Box>
            ))}
        </Box>
      ))}
    </Box>
  );
}
