import Box from '@mui/material/Box';
import { useFormats } from '@/store/session/use-formats';
import { heatColour } from './heat-colour';
import { type HeatMeasure, LEVELS, RATE_STEPS } from './heat-map';

/** What the steps of the colour stand for. */
export function HeatMapLegend({ measure, most }: { measure: HeatMeasure; most: number }) {
  const { formatCount, formatWholeRate } = useFormats();
  const [least, deepest] =
    measure === 'count'
      ? ['1', formatCount(most)]
      : [`≥ ${formatWholeRate(RATE_STEPS[0])}`, `< ${formatWholeRate(RATE_STEPS.at(-1)!)}`];
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        fontSize: '0.75rem',
        color: 'text.secondary',
        whiteSpace: 'nowrap',
      }}
    >
      <Swatch colour={heatColour(measure, 0)} />
      none
      <Box component="span" sx={{ ml: 2 }}>
        {least}
      </Box>
      <Box sx={{ display: 'flex', gap: '2px' }}>
        {Array.from({ length: LEVELS }, (_, step) => (
          <Swatch key={step} colour={heatColour(measure, step + 1)} />
        ))}
      </Box>
      {deepest}
    </Box>
  );
}

function Swatch({ colour }: { colour: string }) {
  return (
    <Box
      aria-hidden
      sx={{ width: 14, height: 14, borderRadius: 0.75, border: 1, borderColor: 'divider' }}
      style={{ background: colour }}
    />
  );
}
