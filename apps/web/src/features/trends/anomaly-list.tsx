'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { ShellLink } from '@/features/shell/shell-link';
import { useFormats } from '@/store/session/use-formats';
import { bandInWords } from './anomaly-words';
import type { ChartPoint } from './chart-points';

export interface AnomalyListProps {
  points: readonly ChartPoint[];
  currency: string;
  /** Where the payments of a bucket are. */
  paymentsOf: (point: ChartPoint) => string;
  onExplain: (index: number) => void;
  /** The bucket that the reader is at; null when it is left. */
  onPoint: (index: number | null) => void;
}

/** What is unusual, in words, newest first: for those who do not see the marks, and to go on from. */
export function AnomalyList(props: AnomalyListProps) {
  const { points, currency, paymentsOf, onExplain, onPoint } = props;
  const formats = useFormats();
  const unusual = points
    .map((point, index) => ({ point, index }))
    .filter(({ point }) => point.anomaly)
    .toReversed();
  if (unusual.length === 0) return null;
  return (
    <Box
      component="section"
      aria-label="Unusual"
      tabIndex={0}
      data-testid="anomalies"
      sx={{
        mt: 2,
        pt: 1,
        flex: 'none',
        maxHeight: { xs: 148, md: 116 },
        overflowY: 'auto',
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {unusual.map(({ point, index }) => (
          <Box
            component="li"
            key={point.timestamp}
            onPointerEnter={() => onPoint(index)}
            onPointerLeave={() => onPoint(null)}
            onFocus={() => onPoint(index)}
            onBlur={() => onPoint(null)}
            sx={{
              display: 'flex',
              flexWrap: { xs: 'wrap', sm: 'nowrap' },
              alignItems: 'center',
              columnGap: 2,
              py: 0.5,
            }}
          >
            <Box component="span" aria-hidden sx={{ color: 'tone.failure.main', fontSize: 10 }}>
              {point.anomaly!.direction === 'above' ? '▲' : '▼'}
            </Box>
            <Typography
              variant="caption"
              title={`${bandInWords(point.anomaly!, currency, formats)}, score ${point.anomaly!.score.toFixed(1)}`}
              sx={{ flex: '1 1 200px', minWidth: 0 }}
            >
              <Box component="span" sx={{ fontWeight: 600 }}>
                {point.title}
              </Box>{' '}
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {point.anomaly!.reason}
              </Box>
            </Typography>
            <Box sx={{ display: 'flex', flex: 'none', ml: { xs: 3, sm: 0 } }}>
              <Button
                aria-label={`Explain ${point.title}`}
                onClick={() => onExplain(index)}
                sx={SLIM}
              >
                Explain
              </Button>
              <Button
                component={ShellLink}
                href={paymentsOf(point)}
                aria-label={`Show payments of ${point.title}`}
                sx={SLIM}
              >
                Payments
              </Button>
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

const SLIM = { minHeight: 26, py: 0, px: 2, fontSize: '0.75rem' } as const;
