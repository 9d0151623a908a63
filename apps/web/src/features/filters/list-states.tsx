'use client';

import { EmptyState, ErrorState, Notice } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { describeListFailure } from './list-failure';

export interface NoMatchProps {
  /** One of what the list holds: "payment". */
  noun: string;
  /** Why nothing ever could match, if so. */
  reason?: string;
  onClear: () => void;
}

/** In place of a list that its filters left empty. */
export function NoMatch({ noun, reason, onClear }: NoMatchProps) {
  return (
    <EmptyState title={reason ? `No ${noun} can match` : `No ${noun} matches`}>
      {reason && <Box sx={{ mb: 3 }}>{reason}</Box>}
      <Button variant="outlined" onClick={onClear}>
        Remove all filters
      </Button>
    </EmptyState>
  );
}

export interface ListFailedProps {
  error: unknown;
  retrying: boolean;
  onRetry: () => void;
}

/** In place of a list that could not be had. */
export function ListFailed({ error, retrying, onRetry }: ListFailedProps) {
  const { title, detail, requestId } = describeListFailure(error);
  return (
    <ErrorState
      title={title}
      detail={detail}
      requestId={requestId}
      onRetry={onRetry}
      retrying={retrying}
    />
  );
}

/** Above a list that is shown as it was, because it could not be had anew. */
export function ListOutdated({ error, onRetry }: Omit<ListFailedProps, 'retrying'>) {
  return (
    <Notice tone="warning" onRetry={onRetry}>
      {describeListFailure(error).detail}
    </Notice>
  );
}
