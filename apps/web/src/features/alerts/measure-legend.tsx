import Box from '@mui/material/Box';

interface Entry {
  text: string;
  colour: string;
  style: 'solid' | 'dashed' | 'dotted' | 'area';
}

const VALUE: Entry = { text: 'Measured', colour: 'chart.volume', style: 'solid' };
const BASELINE: Entry = { text: 'Compared with', colour: 'text.disabled', style: 'dotted' };
const THRESHOLD: Entry = { text: 'Threshold', colour: 'tone.failure.main', style: 'dashed' };
const CLEAR: Entry = { text: 'Clears at', colour: 'tone.success.main', style: 'dotted' };
const STAND: Entry = { text: 'Alert stands', colour: 'tone.failure.main', style: 'area' };

/** What the lines of the chart are. Those that it does not show are left out. */
export function MeasureLegend({ baseline, clear }: { baseline: boolean; clear: boolean }) {
  const entries = [
    VALUE,
    ...(baseline ? [BASELINE] : []),
    THRESHOLD,
    ...(clear ? [CLEAR] : []),
    STAND,
  ];
  return (
    <Box
      aria-hidden
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 1, fontSize: '0.75rem' }}
    >
      {entries.map(({ text, colour, style }) => (
        <Box
          key={text}
          component="span"
          sx={{ display: 'inline-flex', alignItems: 'center', gap: 1.5, color: 'text.secondary' }}
        >
          <Box
            component="span"
            sx={
              style === 'area'
                ? { width: 14, height: 10, borderRadius: '2px', bgcolor: colour, opacity: 0.35 }
                : { width: 18, borderTop: `2px ${style}`, borderColor: colour }
            }
          />
          {text}
        </Box>
      ))}
    </Box>
  );
}
