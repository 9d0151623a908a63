import Box from '@mui/material/Box';

export interface SparklineProps {
  /** In their order; null is a gap. */
  values: readonly (number | null)[];
}

const WIDTH = 100;
const HEIGHT = 28;
/** Room for half a stroke. */
const EDGE = 2;

/** The course of a figure without axes; the figure itself stands beside it. Decoration to readers. */
export function Sparkline({ values }: SparklineProps) {
  const place = placesOf(values);
  const last = values.length - 1;
  return (
    <Box
      component="svg"
      aria-hidden
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      sx={{ display: 'block', width: '100%', height: HEIGHT, overflow: 'visible' }}
    >
      <Box
        component="path"
        d={sparkPath(values)}
        vectorEffect="non-scaling-stroke"
        sx={{
          fill: 'none',
          stroke: ({ vars }) => vars!.palette.chart.volume,
          strokeWidth: 1.5,
          strokeLinejoin: 'round',
          strokeLinecap: 'round',
        }}
      />
      {typeof values[last] === 'number' && (
        // A line of no length with round ends: a circle would be stretched with the drawing.
        <Box
          component="path"
          d={`M${place(values[last], last)}h0`}
          vectorEffect="non-scaling-stroke"
          sx={{
            stroke: ({ vars }) => vars!.palette.chart.volume,
            strokeWidth: 5,
            strokeLinecap: 'round',
          }}
        />
      )}
    </Box>
  );
}

/** Lines between neighbours that have a value; one that stands alone is a point. */
export function sparkPath(values: readonly (number | null)[]): string {
  const place = placesOf(values);
  let drawing = false;
  return values
    .flatMap((value, index) => {
      const begins = !drawing;
      drawing = value !== null;
      if (value === null) return [];
      return begins ? [`M${place(value, index)}h0`] : [`L${place(value, index)}`];
    })
    .join('');
}

function placesOf(values: readonly (number | null)[]) {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const reach = Math.max(...known) - low;
  const step = values.length > 1 ? WIDTH / (values.length - 1) : 0;
  return (value: number, index: number) => {
    const share = reach > 0 ? (value - low) / reach : 0.5;
    const y = HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
    return `${round(index * step)},${round(y)}`;
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
