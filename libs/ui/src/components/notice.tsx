'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import type { Tone } from '../theme';
import { RetryIcon, WarningIcon } from './icons';
import { toneColours } from './tone';

export interface NoticeProps {
  tone: Tone;
  children: ReactNode;
  onRetry?: () => void;
}

/** One line above what it is about. */
export function Notice({ tone, children, onRetry }: NoticeProps) {
  return (
    <Box
      role="status"
      sx={{
        ...toneColours(tone),
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 2,
        px: 4,
        py: 2,
        mb: 3,
        borderRadius: 2,
        fontSize: '0.8125rem',
        fontWeight: 500,
      }}
    >
      <WarningIcon />
      <Box sx={{ flex: 1, minWidth: 200 }}>{children}</Box>
      {onRetry && (
        <Button color="inherit" startIcon={<RetryIcon />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </Box>
  );
}
