'use client';

import { SPOKEN_ONLY } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import dynamic from 'next/dynamic';
import { type KeyboardEvent, useCallback, useId, useState } from 'react';
import { useFormats } from '@/store/session/use-formats';
import { type Cursor, moved, NOWHERE, selectionOf } from './bucket-cursor';
import { BucketLayer } from './bucket-layer';
import { ChartSkeleton } from './chart-skeleton';
import { type ChartPoint, spoken } from './chart-points';
import type { Plot } from './plot';

const TrendChart = dynamic(() => import('./trend-chart'), {
  ssr: false,
  loading: () => <ChartSkeleton />,
});

export interface TrendViewProps {
  points: ChartPoint[];
  currency: string;
  /** The expected band is wanted, also where nothing is unusual. */
  expected: boolean;
  /** A bucket that something outside of the chart points at. */
  pointedAt: number | null;
  /** What opening a bucket shows: "its hours". */
  opens: string;
  onOpen: (index: number) => void;
  onZoom: (first: number, last: number) => void;
  onZoomOut: () => void;
  onExplain: (index: number) => void;
}

const KEYS =
  'Arrow keys walk through it, with Shift they select. Enter opens or zooms in, minus zooms out, E explains.';

/** The chart for pointer, finger and keyboard. */
export function TrendView(props: TrendViewProps) {
  const { points, currency, expected, pointedAt, opens, onOpen, onZoom, onZoomOut, onExplain } =
    props;
  const formats = useFormats();
  const help = useId();
  const [held, setHeld] = useState<Cursor>(NOWHERE);
  const [plot, setPlot] = useState<Plot>();
  // Live points may become fewer.
  const cursor = within(pointedAt === null ? held : { active: pointedAt, anchor: null }, points);
  const point = cursor.active === null ? undefined : points[cursor.active];
  const selection = selectionOf(cursor);
  const zoom = useCallback(
    (chosen: [number, number]) => {
      setHeld(NOWHERE);
      onZoom(...chosen);
    },
    [onZoom],
  );

  const actOn = (event: KeyboardEvent<HTMLElement>): boolean => {
    const { active } = cursor;
    switch (event.key) {
      case 'Enter':
        if (selection) zoom(selection);
        else if (active !== null) onOpen(active);
        return selection !== undefined || active !== null;
      case 'Escape':
        if (active === null) return false;
        setHeld(NOWHERE);
        return true;
      case '-':
        onZoomOut();
        return true;
      case 'e':
        if (active !== null) onExplain(active);
        return active !== null;
      default: {
        const next = moved(cursor, event.key, event.shiftKey, points.length);
        if (next) setHeld(next);
        return next !== undefined;
      }
    }
  };

  return (
    <Box
      role="application"
      aria-roledescription="chart"
      aria-label={`Volume and success rate, ${points.length} buckets`}
      aria-describedby={help}
      tabIndex={0}
      data-testid="trend-chart"
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !actOn(event)) return;
        event.preventDefault();
        // A page has shortcuts of its own for the same keys.
        event.stopPropagation();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setHeld(NOWHERE);
      }}
      sx={{
        position: 'relative',
        height: '100%',
        borderRadius: 1,
        // The pointer brings focus along, so that a key goes on from there; the ring is for keys.
        '&:focus:not(:focus-visible)': { outline: 'none' },
      }}
    >
      <Box aria-hidden sx={{ height: '100%' }}>
        <TrendChart
          points={points}
          currency={currency}
          band={point?.anomaly?.measure ?? (expected ? 'volume' : null)}
          onPlot={setPlot}
        />
      </Box>
      {plot && points.length > 0 && (
        <BucketLayer
          points={points}
          currency={currency}
          plot={plot}
          cursor={cursor}
          opens={opens}
          onCursor={setHeld}
          onOpen={onOpen}
          onZoom={zoom}
          onExplain={onExplain}
        />
      )}
      <Box id={help} sx={SPOKEN_ONLY}>
        {KEYS}
      </Box>
      <Box role="status" sx={SPOKEN_ONLY}>
        {selection
          ? `${points[selection[0]]!.title} to ${points[selection[1]]!.title} selected. Enter zooms in.`
          : point && spoken(point, currency, formats)}
      </Box>
    </Box>
  );
}

function within(cursor: Cursor, points: readonly ChartPoint[]): Cursor {
  const known = (index: number | null) => index === null || index < points.length;
  return known(cursor.active) && known(cursor.anchor) ? cursor : NOWHERE;
}
