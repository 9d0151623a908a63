'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';

export interface CompactButtonProps {
  label: string;
  icon: ReactNode;
  onClick: () => void;
  loading?: boolean;
  disabled?: boolean;
}

/** On a phone there is room for the icon only. */
export function CompactButton({ label, icon, ...rest }: CompactButtonProps) {
  return (
    <Button
      {...rest}
      variant="outlined"
      startIcon={icon}
      aria-label={label}
      sx={(theme) => ({
        [theme.breakpoints.down('sm')]: {
          minWidth: 0,
          px: 2.25,
          '& .MuiButton-startIcon': { mx: 0 },
        },
      })}
    >
      <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
        {label}
      </Box>
    </Button>
  );
}
