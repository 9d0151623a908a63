import Box, { type BoxProps } from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { Tone } from '../theme';

/** What happened to one thing, in order; a line leads from step to step. */
export function Timeline({ children, ...rest }: BoxProps<'ol'>) {
  return (
    <Box component="ol" {...rest} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {children}
    </Box>
  );
}

export interface TimelineStepProps {
  tone: Tone;
  icon: ReactNode;
  children: ReactNode;
}

export function TimelineStep({ tone, icon, children }: TimelineStepProps) {
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        gap: 3,
        '& > .told': { flex: 1, minWidth: 0, pb: 4 },
        '&:last-child > .told': { pb: 0 },
        '&:last-child .onwards': { display: 'none' },
      }}
    >
      <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'center' }}>
        <Box
          sx={{
            width: 24,
            height: 24,
            flexShrink: 0,
            borderRadius: 999,
            display: 'grid',
            placeItems: 'center',
            color: `tone.${tone}.main`,
            border: '1.5px solid',
            '& svg': { fontSize: 14, strokeWidth: 2 },
          }}
        >
          {icon}
        </Box>
        <Box
          className="onwards"
          sx={{ flex: 1, width: '1.5px', minHeight: 16, bgcolor: 'divider' }}
        />
      </Box>
      <Box className="told">{children}</Box>
    </Box>
  );
}
