'use client';

import { toneColours, WarningIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import { useEffect, useRef } from 'react';
import type { FormFault } from './use-server-faults';

/** What is wrong with a form as a whole, read out as soon as it appears. */
export function FormNotice({ messages, requestId }: FormFault) {
  const box = useRef<HTMLDivElement>(null);
  // On a phone the form may be scrolled past it.
  useEffect(() => {
    // Newer browsers answer with a promise, which is no clean-up of an effect.
    void box.current?.scrollIntoView?.({ block: 'nearest' });
  }, [messages]);
  return (
    <Box
      ref={box}
      role="alert"
      sx={{
        ...toneColours('failure'),
        display: 'flex',
        gap: 2,
        px: 3,
        py: 2.5,
        borderRadius: 2,
        fontSize: '0.8125rem',
        fontWeight: 500,
        lineHeight: 1.5,
        '& svg': { fontSize: 17, mt: '1px', flexShrink: 0 },
      }}
    >
      <WarningIcon aria-hidden />
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        {messages.map((message) => (
          <div key={message}>{message}</div>
        ))}
        {requestId && (
          <Box component="small" sx={{ display: 'block', mt: 0.5, fontWeight: 400, opacity: 0.85 }}>
            Request {requestId}
          </Box>
        )}
      </Box>
    </Box>
  );
}
