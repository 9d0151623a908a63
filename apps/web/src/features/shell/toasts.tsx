'use client';

import { styled, type Theme } from '@mui/material/styles';
import { MaterialDesignContent, SnackbarProvider } from 'notistack';
import { AlertToasts } from '@/features/alerts/alert-toasts';
import RaisedToast from '@/features/alerts/raised-toast';

declare module 'notistack' {
  interface VariantOverrides {
    raised: true;
  }
}

function toneOf({ vars }: Theme, tone: 'success' | 'failure') {
  const { palette } = vars!;
  return { backgroundColor: palette.surface.raised, color: palette.tone[tone].main };
}

const Toast = styled(MaterialDesignContent)(({ theme }) => ({
  '&.notistack-MuiContent': {
    ...theme.typography.body2,
    fontWeight: 550,
    borderRadius: 8,
    border: `1px solid ${theme.vars!.palette.surface.borderStrong}`,
    boxShadow: '0 8px 28px rgb(10 16 30 / 0.16)',
  },
  '&.notistack-MuiContent-success': toneOf(theme, 'success'),
  '&.notistack-MuiContent-error': toneOf(theme, 'failure'),
}));

const COMPONENTS = { success: Toast, error: Toast, raised: RaisedToast };

/** Where short confirmations appear. Anyone may `enqueueSnackbar`. */
export default function Toasts() {
  return (
    <>
      <SnackbarProvider
        Components={COMPONENTS}
        maxSnack={3}
        autoHideDuration={4_000}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      />
      <AlertToasts />
    </>
  );
}
