'use client';

import { CheckIcon, toneColours, WarningIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import type { ReactNode, Ref } from 'react';

const LOOKS = {
  failure: { role: 'alert', Icon: WarningIcon },
  success: { role: 'status', Icon: CheckIcon },
} as const;

export interface FormMessageProps {
  tone: keyof typeof LOOKS;
  children: ReactNode;
  ref?: Ref<HTMLDivElement>;
}

/** What came of a form, above its fields; read out as soon as it appears. */
export function FormMessage({ tone, children, ref }: FormMessageProps) {
  const { role, Icon } = LOOKS[tone];
  return (
    <Box
      ref={ref}
      role={role}
      sx={{
        ...toneColours(tone),
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
      <Icon />
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>{children}</Box>
    </Box>
  );
}
