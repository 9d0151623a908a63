'use client';

import { UploadIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { ShellLink } from '@/features/shell/shell-link';

/** To the import of customers from a file; a phone has room for its icon only. */
export function ImportLink() {
  return (
    <Button
      component={ShellLink}
      href="/customers/import"
      variant="outlined"
      aria-label="Import customers"
      sx={{
        bgcolor: 'background.paper',
        minWidth: { xs: 0, sm: 64 },
        gap: 2,
        px: { xs: 2.25, sm: 3 },
      }}
    >
      <UploadIcon />
      <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
        Import
      </Box>
    </Button>
  );
}
