'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { InboxIcon, RetryIcon, WarningIcon } from './icons';
import { toneColours } from './tone';

interface StateProps {
  icon: ReactNode;
  tone: 'brand' | 'failure';
  title: string;
  children: ReactNode;
  role?: 'alert' | 'status';
}

function State({ icon, tone, title, children, role }: StateProps) {
  return (
    <Box
      role={role}
      sx={{
        height: '100%',
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        justifyContent: 'center',
        textAlign: 'center',
        gap: 2,
        p: 5,
        mx: 'auto',
        maxWidth: 460,
      }}
    >
      <Box
        sx={{
          ...toneColours(tone),
          width: 40,
          height: 40,
          borderRadius: 999,
          display: 'grid',
          placeItems: 'center',
        }}
      >
        {icon}
      </Box>
      {/* No heading: it would skip levels on pages that have but an h1. */}
      <Typography component="p" variant="h3">
        {title}
      </Typography>
      {children}
    </Box>
  );
}

export interface EmptyStateProps {
  title: string;
  /** What to do next. */
  children: ReactNode;
}

export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <State icon={<InboxIcon />} tone="brand" title={title}>
      <Typography component="div" variant="body2" color="textSecondary" sx={{ width: '100%' }}>
        {children}
      </Typography>
    </State>
  );
}

export interface ErrorStateProps {
  title: string;
  detail: string;
  requestId?: string;
  onRetry?: () => void;
  retrying?: boolean;
}

export function ErrorState({
  title,
  detail,
  requestId,
  onRetry,
  retrying = false,
}: ErrorStateProps) {
  return (
    <State icon={<WarningIcon />} tone="failure" title={title} role="alert">
      <Typography variant="body2" color="textSecondary">
        {detail}
      </Typography>
      {requestId && (
        <Typography variant="caption" color="textSecondary">
          Request <code>{requestId}</code>
        </Typography>
      )}
      {onRetry && (
        <Button
          variant="outlined"
          startIcon={<RetryIcon />}
          onClick={onRetry}
          loading={retrying}
          // In the middle it would take the place of the text.
          loadingPosition="start"
        >
          Try again
        </Button>
      )}
    </State>
  );
}
