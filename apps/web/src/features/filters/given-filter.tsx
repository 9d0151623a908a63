'use client';

import { CrossIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';

export interface GivenFilterProps {
  label: string;
  value: string;
  onRemove: () => void;
}

/** A filter that a link brought along: it tells itself, and a click takes it away. */
export function GivenFilter({ label, value, onRemove }: GivenFilterProps) {
  return (
    <ButtonBase
      aria-label={`Remove filter ${label}: ${value}`}
      onClick={onRemove}
      sx={{
        height: 'var(--cb-density-control, 34px)',
        minWidth: 0,
        maxWidth: { sm: 260 },
        pl: 3,
        pr: '9px',
        gap: 1.5,
        justifyContent: 'space-between',
        fontSize: '0.8125rem',
        fontWeight: 550,
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'primary.main',
        borderRadius: 2,
        '&:hover': { bgcolor: 'surface.sunken' },
        '& svg': { fontSize: 14, flexShrink: 0, color: 'text.secondary' },
      }}
    >
      <Box
        component="span"
        sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
      >
        <Box component="span" sx={{ color: 'text.secondary', fontWeight: 500 }}>
          {label}:
        </Box>{' '}
        {value}
      </Box>
      <CrossIcon />
    </ButtonBase>
  );
}
