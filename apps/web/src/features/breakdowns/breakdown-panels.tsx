'use client';

import Box from '@mui/material/Box';
import dynamic from 'next/dynamic';
import { BoardSkeleton } from './board-skeleton';
import { useNear } from './use-near';

const BreakdownBoard = dynamic(() => import('./breakdown-board'), {
  ssr: false,
  loading: () => <BoardSkeleton />,
});

/**
 * What the payments of the range are made of. Code and figures come once it is scrolled near, and
 * figures stay as they are while it is far.
 */
export function BreakdownPanels() {
  const [place, { near, met }] = useNear<HTMLDivElement>();
  return (
    <Box ref={place} data-testid="breakdown">
      {met ? <BreakdownBoard near={near} /> : <BoardSkeleton />}
    </Box>
  );
}
