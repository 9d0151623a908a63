'use client';

import Button from '@mui/material/Button';
import { closeSnackbar, enqueueSnackbar } from 'notistack';

/** Long enough to read it and to reach it. */
const UNDO_TIME = 10_000;

/** Says what was done, and offers to take it back for a while. */
export function undoToast(text: string, undo: () => unknown): void {
  enqueueSnackbar(text, {
    variant: 'success',
    autoHideDuration: UNDO_TIME,
    action: (key) => (
      <Button
        variant="outlined"
        onClick={() => {
          closeSnackbar(key);
          void undo();
        }}
      >
        Undo
      </Button>
    ),
  });
}
