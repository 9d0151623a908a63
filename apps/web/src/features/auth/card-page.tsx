'use client';

import Box from '@mui/material/Box';
import GlobalStyles from '@mui/material/GlobalStyles';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Logo } from '@/features/shell/logo';
import { ThemeToggle } from '@/features/appearance/theme-toggle';

export interface CardPageProps {
  title: string;
  /** What the page is for, in a sentence. */
  lead?: ReactNode;
  children: ReactNode;
  /** Stands below the card: the way to another page. */
  below?: ReactNode;
  width?: number;
}

// Room for the scroll bar of a card that outgrows the window: it would push the card aside.
const ROOM_TO_SCROLL = <GlobalStyles styles={{ html: { scrollbarGutter: 'stable' } }} />;

/** A page without the shell: one card, for one thing to do. */
export function CardPage({ title, lead, children, below, width = 420 }: CardPageProps) {
  return (
    <Box sx={{ minHeight: '100dvh', display: 'flex', flexDirection: 'column' }}>
      {ROOM_TO_SCROLL}
      <Box
        component="header"
        sx={{
          display: 'flex',
          alignItems: 'center',
          justifyContent: 'space-between',
          px: { xs: 4, md: 8 },
          py: 4,
        }}
      >
        <Logo />
        <ThemeToggle />
      </Box>
      <Box
        component="main"
        sx={{
          flex: 1,
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr)',
          justifyItems: 'center',
          // Not in the middle: a card that grows, as more is known, keeps in place what it shows.
          alignContent: 'start',
          gap: 4,
          px: { xs: 3, sm: 4 },
          pt: { xs: 2, sm: 'clamp(16px, 16vh - 88px, 120px)' },
          pb: 8,
        }}
      >
        <Paper
          sx={{
            width: '100%',
            maxWidth: width,
            p: { xs: 5, sm: 8 },
            border: 1,
            borderColor: 'divider',
            borderRadius: 4,
            boxShadow: '0 12px 40px rgb(10 16 30 / 0.06)',
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr)',
            gap: 5,
          }}
        >
          <Box sx={{ display: 'grid', gap: 1.5 }}>
            <Typography variant="h1">{title}</Typography>
            {lead && (
              <Typography component="div" variant="body1" color="textSecondary">
                {lead}
              </Typography>
            )}
          </Box>
          {children}
        </Paper>
        {below && (
          <Typography component="div" variant="body2" color="textSecondary" align="center">
            {below}
          </Typography>
        )}
      </Box>
    </Box>
  );
}
