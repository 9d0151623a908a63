'use client';

import Box from '@mui/material/Box';
import { Fragment } from 'react';
import { useInBrowser } from '@/features/shell/use-in-browser';

const KEY = {
  display: 'inline-grid',
  placeItems: 'center',
  minWidth: 20,
  height: 20,
  px: '5px',
  borderRadius: 1,
  border: 1,
  borderColor: 'surface.borderStrong',
  bgcolor: 'surface.sunken',
  color: 'text.secondary',
  font: 'inherit',
  fontSize: '0.6875rem',
  fontWeight: 550,
  lineHeight: 1,
} as const;

/** Keys of a shortcut, one after the other or at once: "g p", "mod+k". */
export function Keys({ keys }: { keys: string }) {
  const modifier = useModifier();
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: '3px' }}>
      {keys.split(/([ +])/).map((part, index) =>
        part === '+' || part === ' ' ? (
          <Fragment key={index}> </Fragment>
        ) : (
          <Box key={index} component="kbd" sx={KEY}>
            {part === 'mod' ? modifier : part.toUpperCase()}
          </Box>
        ),
      )}
    </Box>
  );
}

/** What the keyboard calls the key that commands are given with. */
function useModifier(): string {
  const inBrowser = useInBrowser();
  return inBrowser && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
}
