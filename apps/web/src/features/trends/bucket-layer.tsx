'use client';

import Box from '@mui/material/Box';
import { type PointerEvent, useRef, useState } from 'react';
import { BucketBalloon } from './bucket-balloon';
import { type Cursor, NOWHERE, selectionOf } from './bucket-cursor';
import { type ChartPoint, volumeTicks } from './chart-points';
import { bucketAt, markHeight, middleOf, type Plot } from './plot';

export interface BucketLayerProps {
  points: ChartPoint[];
  currency: string;
  plot: Plot;
  cursor: Cursor;
  /** What opening a bucket shows: "its hours". */
  opens: string;
  onCursor: (cursor: Cursor) => void;
  onOpen: (index: number) => void;
  onZoom: (selection: [number, number]) => void;
  onExplain: (index: number) => void;
}

/** What follows pointer and keyboard over the bars: the bucket, the selection, the figures. */
export function BucketLayer(props: BucketLayerProps) {
  const { points, plot, cursor, onCursor, onOpen, onZoom, onExplain } = props;
  const dragging = useRef(false);
  const [touched, setTouched] = useState(false);
  const place = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return bucketAt(event.clientX - left, width, points.length);
  };
  const end = () => (dragging.current = false);

  return (
    <Box
      data-testid="bucket-layer"
      onPointerDown={(event) => {
        setTouched(event.pointerType === 'touch');
        if (event.pointerType === 'touch' || event.button !== 0) return;
        const active = place(event);
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        onCursor({ active, anchor: active });
      }}
      onPointerMove={(event) => {
        if (event.pointerType === 'touch') return;
        const active = place(event);
        const anchor = dragging.current ? cursor.anchor : null;
        if (active !== cursor.active || anchor !== cursor.anchor) onCursor({ active, anchor });
      }}
      onPointerUp={(event) => {
        const active = place(event);
        const touch = event.pointerType === 'touch';
        // A finger scrolls where a mouse draws: it taps one end, then the other.
        const selection = selectionOf({ active, anchor: cursor.anchor });
        if (touch || dragging.current) {
          onCursor({ active, anchor: null });
          if (selection) onZoom(selection);
          else if (!touch) onOpen(active);
        }
        end();
      }}
      onPointerCancel={() => {
        end();
        onCursor(NOWHERE);
      }}
      onPointerLeave={(event) => {
        if (event.pointerType !== 'touch' && !dragging.current) onCursor(NOWHERE);
      }}
      sx={{
        position: 'absolute',
        left: plot.x,
        top: plot.y,
        width: plot.width,
        height: plot.height,
        cursor: 'pointer',
        touchAction: 'pan-y',
        userSelect: 'none',
      }}
    >
      <Marked points={points} plot={plot} onExplain={onExplain} />
      <Highlight cursor={cursor} count={points.length} />
      <BucketBalloon {...props} touched={touched} />
    </Box>
  );
}

/** Where the marks of anomalies take clicks of their own; the list below does for the keyboard. */
function Marked({
  points,
  plot,
  onExplain,
}: Pick<BucketLayerProps, 'points' | 'plot' | 'onExplain'>) {
  const highest = volumeTicks(points).at(-1)!;
  return points.map((point, index) => {
    const height = markHeight(point, highest, plot.height);
    if (height === undefined) return null;
    return (
      <Box
        key={point.timestamp}
        data-testid="anomaly-mark"
        onPointerDown={(event) => event.stopPropagation()}
        onPointerUp={(event) => event.stopPropagation()}
        onClick={() => onExplain(index)}
        sx={{
          position: 'absolute',
          zIndex: 1,
          width: 22,
          height: 22,
          left: middleOf(index, plot.width, points.length) - 11,
          top: height - 11,
          cursor: 'help',
        }}
      />
    );
  });
}

function Highlight({ cursor, count }: { cursor: Cursor; count: number }) {
  const selection = selectionOf(cursor);
  const [first, last] = selection ?? [cursor.active, cursor.active];
  if (first === null || last === null) return null;
  return (
    <Box
      data-testid={selection ? 'selection' : 'active-bucket'}
      sx={{
        position: 'absolute',
        top: 0,
        bottom: 0,
        left: `${(100 * first) / count}%`,
        width: `${(100 * (last - first + 1)) / count}%`,
        pointerEvents: 'none',
        bgcolor: selection ? 'primary.main' : 'text.primary',
        opacity: selection ? 0.16 : 0.06,
      }}
    />
  );
}
