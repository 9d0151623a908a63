'use client';

import Box from '@mui/material/Box';
import { useEffect, useRef } from 'react';
import { FormMessage } from './form-message';
import type { FormFault } from './use-server-faults';

/** What is wrong with a form as a whole. */
export function FormNotice({ messages, requestId }: FormFault) {
  const box = useRef<HTMLDivElement>(null);
  // On a phone the form may be scrolled past it.
  useEffect(() => {
    // Newer browsers answer with a promise, which is no clean-up of an effect.
    void box.current?.scrollIntoView?.({ block: 'nearest' });
  }, [messages]);
  return (
    <FormMessage ref={box} tone="failure">
      {messages.map((message) => (
        <div key={message}>{message}</div>
      ))}
      {requestId && (
        <Box component="small" sx={{ display: 'block', mt: 0.5, fontWeight: 400, opacity: 0.85 }}>
          Request {requestId}
        </Box>
      )}
    </FormMessage>
  );
}
