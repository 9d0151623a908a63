import type { Period } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

export interface TrendLegendProps {
  /** What the dashed line is: "Previous period". Undefined where nothing is compared. */
  before?: string;
  /** The grain of a bar that is not whole. */
  part?: Period;
  /** There are marks of anomalies. */
  unusual: boolean;
  /** Whether the expected band is shown; undefined where there is none. */
  expected?: boolean;
  onExpected: (shown: boolean) => void;
}

const SWATCH = {
  display: 'inline-block',
  mr: 1.5,
  verticalAlign: 'middle',
  borderRadius: 0.5,
} as const;

/** What the marks of the chart mean; the expected band is shown and hidden here. */
export function TrendLegend({ before, part, unusual, expected, onExpected }: TrendLegendProps) {
  return (
    <Typography
      component="div"
      variant="caption"
      color="textSecondary"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 3,
        rowGap: 0.5,
        pb: 2,
      }}
    >
      <Key swatch={{ width: 10, height: 10, bgcolor: 'chart.volume' }}>Volume (left axis)</Key>
      <Key swatch={{ width: 14, height: 3, bgcolor: 'chart.rate' }}>Success rate (right axis)</Key>
      {before && (
        <Key swatch={{ width: 14, borderTop: '2px dashed', borderColor: 'text.disabled' }}>
          {before}
        </Key>
      )}
      {part && (
        <Key
          swatch={{
            width: 10,
            height: 10,
            background: ({ vars }) =>
              `repeating-linear-gradient(135deg, ${vars!.palette.chart.volume} 0 2px, ${vars!.palette.chart.volumeSoft} 2px 4px)`,
          }}
        >
          Part of a{part === 'hour' && 'n'} {part}
        </Key>
      )}
      {unusual && (
        <span>
          <Box component="span" sx={{ color: 'tone.failure.main', mr: 1.5 }}>
            ▲▼
          </Box>
          Unusual
        </span>
      )}
      {expected !== undefined && (
        <ButtonBase
          aria-pressed={expected}
          onClick={() => onExpected(!expected)}
          sx={{
            font: 'inherit',
            borderRadius: 1,
            px: 1.5,
            minHeight: 24,
            mx: -1.5,
            color: expected ? 'text.primary' : 'inherit',
            bgcolor: expected ? 'surface.sunken' : undefined,
            '&:hover': { bgcolor: 'surface.sunken' },
          }}
        >
          <Box
            component="span"
            sx={{
              ...SWATCH,
              width: 14,
              height: 10,
              bgcolor: 'text.disabled',
              opacity: expected ? 0.5 : 0.2,
            }}
          />
          Expected
        </ButtonBase>
      )}
    </Typography>
  );
}

type Swatch = React.ComponentProps<typeof Box<'span'>>['sx'];

function Key({ swatch, children }: { swatch: Swatch; children: ReactNode }) {
  return (
    <span>
      <Box component="span" sx={[SWATCH, ...(Array.isArray(swatch) ? swatch : [swatch])]} />
      {children}
    </span>
  );
}
