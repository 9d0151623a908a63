import Box from '@mui/material/Box';

export interface MiniBarsProps {
  values: readonly number[];
  /** The place of the one that the figure names. */
  marked?: number;
}

const HEIGHT = 28;

/** A small histogram without axes; the figure beside it names its peak. Decoration to readers. */
export function MiniBars({ values, marked }: MiniBarsProps) {
  const most = Math.max(...values, 1);
  return (
    <Box
      aria-hidden
      sx={{ display: 'flex', alignItems: 'flex-end', gap: '1px', width: '100%', height: HEIGHT }}
    >
      {values.map((value, place) => (
        <Box
          key={place}
          sx={{
            flex: 1,
            minWidth: 0,
            borderRadius: '1px 1px 0 0',
            height: value > 0 ? `${Math.max(6, (100 * value) / most)}%` : '1px',
            bgcolor: place === marked ? 'chart.volume' : 'chart.volumeSoft',
          }}
        />
      ))}
    </Box>
  );
}
