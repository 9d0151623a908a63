'use client';

import GlobalStyles from '@mui/material/GlobalStyles';
import { styled, type Theme } from '@mui/material/styles';
import { MaterialDesignContent, SnackbarProvider } from 'notistack';
import { AlertToasts } from '@/features/alerts/alert-toasts';
import RaisedToast from '@/features/alerts/raised-toast';
import { NotificationToasts } from '@/features/notifications/notification-toasts';
import NotifiedToast from '@/features/notifications/notified-toast';

declare module 'notistack' {
  interface VariantOverrides {
    raised: true;
    notified: true;
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

const COMPONENTS = { success: Toast, error: Toast, raised: RaisedToast, notified: NotifiedToast };

/** On a phone they stand above the bar of pages; twice the name outweighs notistack's own rule. */
const ABOVE_THE_BAR = {
  '@media (max-width: 899.95px)': {
    '.toasts.toasts': {
      bottom: 'calc(64px + env(safe-area-inset-bottom))',
    },
  },
};

/** Where short confirmations appear. Anyone may `enqueueSnackbar`. */
export default function Toasts() {
  return (
    <>
      <GlobalStyles styles={ABOVE_THE_BAR} />
      <SnackbarProvider
        Components={COMPONENTS}
        classes={{ containerRoot: 'toasts' }}
        maxSnack={3}
        autoHideDuration={4_000}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      />
      <AlertToasts />
      <NotificationToasts />
    </>
  );
}
