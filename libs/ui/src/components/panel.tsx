import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';

export interface PanelProps {
  title: string;
  /** Stands beside the title: what the panel is about right now. */
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** The body reaches the edges, for lists and tables. */
  flush?: boolean;
  /** `auto` takes what the page has left. */
  height?: number | string | Record<string, number | string>;
}

/** A card with a heading: the region of a page that answers one question. */
export function Panel({ title, note, actions, children, flush = false, height }: PanelProps) {
  const heading = useId();
  return (
    <Paper
      component="section"
      aria-labelledby={heading}
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 3,
        display: 'flex',
        flexDirection: 'column',
        minWidth: 0,
        height,
        overflow: 'hidden',
      }}
    >
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          justifyContent: 'space-between',
          gap: 2,
          px: 4,
          py: 3,
          minHeight: 56,
          ...(flush && { borderBottom: 1, borderColor: 'divider' }),
        }}
      >
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, minWidth: 0 }}>
          <Typography id={heading} variant="h2">
            {title}
          </Typography>
          {note}
        </Box>
        {actions && <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>{actions}</Box>}
      </Box>
      <Box
        sx={{
          flex: 1,
          minHeight: 0,
          minWidth: 0,
          ...(!flush && { px: 4, pb: 4 }),
          // A panel of a given height scrolls inside; its content never asks the page for more, and
          // what moves in it moves nothing outside.
          ...(height !== undefined && { contain: 'size layout' }),
        }}
      >
        {children}
      </Box>
    </Paper>
  );
}
