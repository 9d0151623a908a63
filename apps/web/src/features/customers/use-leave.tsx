'use client';

import { ConfirmDialog } from '@cashbeat/ui/confirm-dialog';
import { type ReactNode, useState } from 'react';

/** Asks before what was typed is thrown away; `asking` is drawn somewhere in the dialog. */
export function useLeave(dirty: boolean, onClose: () => void) {
  const [asked, setAsked] = useState(false);
  const asking: ReactNode = asked && (
    <ConfirmDialog
      open
      title="Throw away what you typed?"
      action="Throw it away"
      dangerous
      onConfirm={onClose}
      onClose={() => setAsked(false)}
    >
      It has not been saved.
    </ConfirmDialog>
  );
  return { leave: () => (dirty ? setAsked(true) : onClose()), asking };
}
