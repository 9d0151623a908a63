'use client';

import type { AlertCriteria } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import { useFormats } from '@/store/session/use-formats';
import { formatMeasure, MEASURE_NAMES } from './measure-words';
import type { MeasurePoint } from './measure-points';

export interface MeasureTooltipProps {
  point: MeasurePoint | undefined;
  watched: Pick<AlertCriteria, 'measure' | 'currency'>;
  zone: string;
}

export function MeasureTooltip({ point, watched, zone }: MeasureTooltipProps) {
  const formats = useFormats();
  if (!point) return null;
  const say = (value: number | null) =>
    value === null ? 'too few payments' : formatMeasure(value, watched, formats);
  const lines: [string, string][] = [
    [MEASURE_NAMES[watched.measure], say(point.value)],
    ...(point.baseline === null ? [] : [['Before', say(point.baseline)] as [string, string]]),
    ...(point.threshold === null ? [] : [['Threshold', say(point.threshold)] as [string, string]]),
  ];
  return (
    <Box
      // The keyboard walks through the chart by what is said here.
      role="status"
      sx={{
        px: 3,
        py: 2,
        minWidth: 180,
        fontSize: '0.75rem',
        borderRadius: 2,
        bgcolor: 'surface.raised',
        border: 1,
        borderColor: 'surface.borderStrong',
        boxShadow: '0 6px 24px rgb(10 16 30 / 0.14)',
      }}
    >
      <Box sx={{ color: 'text.secondary', mb: 1 }}>
        {formats.formatDay(point.at, zone)}, {formats.formatHourOfDay(point.at, zone)}
      </Box>
      {lines.map(([name, text]) => (
        <Box key={name} sx={{ display: 'flex', justifyContent: 'space-between', gap: 4 }}>
          <span>{name}</span>
          <Box component="span" sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>
            {text}
          </Box>
        </Box>
      ))}
      {point.firing && (
        <Box sx={{ color: 'tone.failure.main', fontWeight: 600, mt: 1 }}>An alert stood</Box>
      )}
    </Box>
  );
}
