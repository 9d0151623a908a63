'use client';

import Dialog from '@mui/material/Dialog';
import { type ReactNode, useEffect, useEffectEvent } from 'react';

export interface FullScreenProps {
  label: string;
  onClose: () => void;
  children: ReactNode;
}

/**
 * Its content over the whole window, and over the whole screen where the browser allows that. What
 * opens on top (drawers, toasts) stays visible: it is the page that becomes full, not the content.
 */
export default function FullScreen({ label, onClose, children }: FullScreenProps) {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    let entered = false;
    const changed = () => {
      if (document.fullscreenElement) entered = true;
      else if (entered) close();
    };
    document.addEventListener('fullscreenchange', changed);
    // Refused (a phone, a frame, no gesture), the window is enough.
    document.documentElement.requestFullscreen?.().catch(() => undefined);
    return () => {
      document.removeEventListener('fullscreenchange', changed);
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    };
  }, []);
  return (
    <Dialog
      fullScreen
      open
      onClose={onClose}
      transitionDuration={0}
      // Below drawers, so that they open on top.
      sx={{ zIndex: ({ zIndex }) => zIndex.drawer - 10 }}
      slotProps={{
        paper: {
          'aria-label': label,
          sx: { borderRadius: 0, border: 0, bgcolor: 'background.default', p: { xs: 2, md: 4 } },
        },
      }}
    >
      {children}
    </Dialog>
  );
}
