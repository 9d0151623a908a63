'use client';

import { ChevronRightIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ViewPoint } from '@/features/range/address-range';
import type { TrendsQuery } from '@/features/range/analytics-query';
import { nameOfRange } from '@/features/range/range-label';
import { useFormats } from '@/store/session/use-formats';

export interface TrendCrumbsProps {
  query: TrendsQuery;
  /** What was zoomed into, outermost first. */
  trail: readonly ViewPoint[];
  /** Back by so many steps. */
  onZoomOut: (steps: number) => void;
}

/** The way from the range that was chosen to the one that was zoomed into, and back. */
export function TrendCrumbs({ query: { range, zone }, trail, onZoomOut }: TrendCrumbsProps) {
  const formats = useFormats();
  if (trail.length === 0) return null;
  return (
    <Box
      component="nav"
      aria-label="Zoomed in"
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', pb: 1, mt: -1 }}
    >
      {trail.map((point, depth) => (
        <Box key={depth} sx={{ display: 'flex', alignItems: 'center', ml: depth === 0 ? -2 : 0 }}>
          <Button
            onClick={() => onZoomOut(trail.length - depth)}
            sx={{ minHeight: 26, py: 0, px: 2, fontSize: '0.75rem' }}
          >
            {nameOfRange(point.range, zone, formats)}
          </Button>
          <ChevronRightIcon sx={{ fontSize: 14, color: 'text.disabled' }} />
        </Box>
      ))}
      <Typography variant="caption" aria-current="page" sx={{ fontWeight: 600, pl: 2 }}>
        {nameOfRange(range, zone, formats)}
      </Typography>
    </Box>
  );
}
