'use client';

import { SnackbarProvider } from 'notistack';

/** Where short confirmations appear. Anyone may `enqueueSnackbar`. */
export default function Toasts() {
  return (
    <SnackbarProvider
      maxSnack={3}
      autoHideDuration={4_000}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
    />
  );
}
