'use client';

import { Notice } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useAppDispatch, useAppSelector } from '@/store/hooks';
import { sessionRetried } from '@/store/session/session-middleware';
import { selectSessionState } from '@/store/session/session-slice';

/** Around the pages for people who are not signed in: says when the server cannot be reached. */
export function PublicFrame({ children }: { children: ReactNode }) {
  const { failure } = useAppSelector(selectSessionState);
  const dispatch = useAppDispatch();
  return (
    <>
      {failure && (
        <Box sx={{ position: 'fixed', insetInline: 0, bottom: 0, zIndex: 10, p: 3 }}>
          <Notice tone="warning" onRetry={() => dispatch(sessionRetried())}>
            {failure.title}. It is tried again all the time.
          </Notice>
        </Box>
      )}
      {children}
    </>
  );
}
