import { ClockIcon, toneColours } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { useId } from 'react';
import { placeOf } from './time-zones';

/** How far a change of the time zone has come with the stored days. */
export function RebuildProgress({ zone, progress }: { zone: string; progress: number }) {
  const text = useId();
  const percent = Math.round(progress * 100);
  return (
    <Box
      sx={{
        ...toneColours('brand'),
        display: 'grid',
        gap: 2,
        px: 4,
        py: 3,
        mb: 4,
        borderRadius: 2,
        fontSize: '0.8125rem',
        lineHeight: 1.5,
      }}
    >
      <Box id={text} sx={{ display: 'flex', gap: 2, '& svg': { fontSize: 17, mt: '1px' } }}>
        <ClockIcon />
        <span>
          Regrouping past days for {placeOf(zone)}: {percent} %. Figures are right all the while;
          those of long ranges take a little longer until it is done.
        </span>
      </Box>
      <LinearProgress
        variant="determinate"
        value={percent}
        aria-labelledby={text}
        sx={{ borderRadius: 999, bgcolor: 'divider' }}
      />
    </Box>
  );
}
