'use client';

import { TableIcon, toneDisc } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { FormNotice } from '@/features/forms/form-notice';
import { sentence } from '@/features/forms/use-server-faults';
import type { RequestFailure } from '@/store/request-failure';
import { formatBytes } from './file-check';
import type { UploadPhase } from './use-upload';

export interface UploadProgressProps {
  phase: Exclude<UploadPhase, { kind: 'idle' }>;
  onCancel: () => void;
  onAgain: (file: File) => void;
}

/** A file on its way: how much of it has left, what holds it up, and how to stop it. */
export function UploadProgress({ phase, onCancel, onAgain }: UploadProgressProps) {
  const { kind, file } = phase;
  const words = useId();
  const percent =
    kind === 'sending' ? Math.min(100, Math.round((phase.sent / Math.max(1, file.size)) * 100)) : 0;
  return (
    <Box data-testid="upload" sx={{ display: 'grid', gap: 4, py: 2 }}>
      {kind === 'failed' && <FormNotice {...faultOf(phase.failure)} />}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 3 }}>
        <Box aria-hidden sx={toneDisc('brand')}>
          <TableIcon />
        </Box>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography variant="body2" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
            {file.name}
          </Typography>
          <Typography id={words} variant="caption" component="div" color="textSecondary">
            {progressWords(phase)}
          </Typography>
        </Box>
        <Button variant="outlined" onClick={onCancel}>
          {kind === 'failed' ? 'Another file' : 'Cancel'}
        </Button>
        {kind === 'failed' && (
          <Button variant="contained" onClick={() => onAgain(file)}>
            Try again
          </Button>
        )}
      </Box>
      {kind !== 'failed' && (
        <LinearProgress
          variant={kind === 'sending' ? 'determinate' : 'indeterminate'}
          value={percent}
          aria-labelledby={words}
          sx={{ borderRadius: 999, height: 6 }}
        />
      )}
    </Box>
  );
}

export function progressWords(phase: Exclude<UploadPhase, { kind: 'idle' }>): string {
  const whole = formatBytes(phase.file.size);
  switch (phase.kind) {
    case 'sending':
      return `${formatBytes(Math.min(phase.sent, phase.file.size))} of ${whole} sent`;
    case 'answering':
      return `${whole} sent; it is being checked …`;
    case 'resting':
      return 'The connection was lost. It is sent again by itself in a moment.';
    case 'failed':
      return whole;
  }
}

function faultOf({ errors, detail, requestId }: RequestFailure) {
  const messages = errors.length > 0 ? errors.map(({ message }) => sentence(message)) : [detail];
  return { messages, requestId };
}
