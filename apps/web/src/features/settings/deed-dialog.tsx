'use client';

import { ConfirmDialog } from '@cashbeat/ui/confirm-dialog';
import Box from '@mui/material/Box';
import { type ReactNode, useState } from 'react';
import { FormNotice } from '@/features/forms/form-notice';
import { describeFailure } from '@/store/request-failure';
import { refusalInWords } from './refusal-in-words';

export interface DeedDialogProps {
  title: string;
  /** What will happen, and what will not. */
  children: ReactNode;
  action: string;
  dangerous?: boolean;
  /** Does it. What it gives back or throws as `error` is told here, and the dialog stays. */
  onDo: () => Promise<{ error?: unknown } | undefined>;
  onDone?: () => void;
  onClose: () => void;
}

/** Asks before a deed, does it, and says here why it was refused. Mounted to open it. */
export function DeedDialog({ onDo, onDone, onClose, children, ...props }: DeedDialogProps) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  const failure = refused === undefined ? undefined : describeFailure(refused);
  const act = async () => {
    setBusy(true);
    setRefused(undefined);
    const outcome = await onDo().catch((error: unknown) => ({ error }));
    setBusy(false);
    if (outcome?.error !== undefined) return setRefused(outcome.error);
    onClose();
    onDone?.();
  };
  return (
    <ConfirmDialog {...props} open busy={busy} onConfirm={() => void act()} onClose={onClose}>
      {children}
      {failure && (
        <Box sx={{ mt: 3 }}>
          <FormNotice messages={[refusalInWords(failure)]} requestId={failure.requestId} />
        </Box>
      )}
    </ConfirmDialog>
  );
}
