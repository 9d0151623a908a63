import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { Tone } from '../theme';
import { toneColours } from './tone';

export interface PillProps {
  tone: Tone;
  icon?: ReactNode;
  children: ReactNode;
}

export function Pill({ tone, icon, children }: PillProps) {
  return (
    <Box
      component="span"
      sx={{
        ...toneColours(tone),
        display: 'inline-flex',
        alignItems: 'center',
        gap: 1,
        px: 2,
        height: 22,
        borderRadius: 999,
        fontSize: '0.75rem',
        fontWeight: 550,
        whiteSpace: 'nowrap',
        '& svg': { fontSize: 14 },
      }}
    >
      {icon}
      {children}
    </Box>
  );
}
