'use client';

import { ErrorState, Notice } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import type { ReactNode } from 'react';
import { describeFailure } from '@/store/request-failure';

interface Query<Data> {
  currentData?: Data;
  error?: unknown;
  isFetching: boolean;
  refetch: () => unknown;
}

export interface LoadedProps<Data> {
  query: Query<Data>;
  /** What is on its way: "members". */
  what: string;
  /** Stands for it meanwhile; lines unless something is given. */
  skeleton?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** What a query brought, or that it is on its way, or why it could not be had. */
export function Loaded<Data>({ query, what, skeleton, children }: LoadedProps<Data>) {
  const retry = () => void query.refetch();
  const failure = query.error === undefined ? undefined : describeFailure(query.error);
  if (query.currentData !== undefined) {
    return (
      <>
        {failure && (
          <Box sx={{ px: 4, pt: 3 }}>
            <Notice tone="warning" onRetry={retry}>
              This may be out of date. {failure.detail}
            </Notice>
          </Box>
        )}
        {children(query.currentData)}
      </>
    );
  }
  if (failure) {
    return (
      <ErrorState
        title={failure.title}
        detail={failure.detail}
        requestId={failure.requestId}
        onRetry={retry}
        retrying={query.isFetching}
      />
    );
  }
  return skeleton ?? <LinesSkeleton what={what} />;
}

export function LinesSkeleton({ what, lines = 4 }: { what: string; lines?: number }) {
  return (
    <Box role="status" aria-label={`Loading ${what}`} sx={{ px: 4, py: 3 }}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={44} />
      ))}
    </Box>
  );
}

/** Fields with their labels, for forms that wait for what they hold. */
export function FieldsSkeleton({ what, fields = 3 }: { what: string; fields?: number }) {
  return (
    <Box role="status" aria-label={`Loading ${what}`} sx={{ display: 'grid', gap: 4 }}>
      {Array.from({ length: fields }, (_, field) => (
        <Box key={field}>
          <Skeleton width={96} height={20} />
          <Skeleton variant="rounded" height={40} sx={{ mt: 1 }} />
        </Box>
      ))}
    </Box>
  );
}
