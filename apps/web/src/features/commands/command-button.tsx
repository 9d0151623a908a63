'use client';

import { SearchIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useCommandContext } from './command-registry';
import { Keys } from './keys';

/** The way to the palette for those who do not know its keys yet. */
export function CommandButton() {
  const context = useCommandContext();
  return (
    <ButtonBase
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={context?.openPalette}
      sx={{
        display: 'flex',
        justifyContent: 'flex-start',
        gap: 2,
        width: '100%',
        px: 2.5,
        height: 'var(--cb-density-control)',
        border: 1,
        borderColor: 'surface.borderStrong',
        borderRadius: 2,
        color: 'text.secondary',
        fontSize: '0.8125rem',
        '&:hover': { bgcolor: 'surface.sunken', color: 'text.primary' },
        '& svg': { fontSize: 16 },
      }}
    >
      <SearchIcon />
      <Box component="span" sx={{ flex: 1, textAlign: 'left' }}>
        Find or go to
      </Box>
      <Box component="span" aria-hidden>
        <Keys keys="mod+k" />
      </Box>
    </ButtonBase>
  );
}
