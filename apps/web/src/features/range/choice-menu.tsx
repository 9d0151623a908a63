'use client';

import { ChevronDownIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

export interface Choice {
  value: string;
  label: string;
}

export interface ChoiceMenuProps {
  label: string;
  value: string;
  options: readonly Choice[];
  onChange: (value: string) => void;
  icon?: ReactNode;
  /** The choice narrows what is shown. */
  active?: boolean;
}

/** A choice in the platform's own menu: it fits every screen, keyboard and thumb. */
export function ChoiceMenu({
  label,
  value,
  options,
  onChange,
  icon,
  active = false,
}: ChoiceMenuProps) {
  return (
    <Box
      sx={{
        position: 'relative',
        display: 'inline-flex',
        alignItems: 'center',
        minWidth: 0,
        maxWidth: { sm: 220 },
        color: 'text.secondary',
        '& > svg': { position: 'absolute', pointerEvents: 'none', fontSize: 16 },
      }}
    >
      {icon && (
        <Box
          sx={{
            position: 'absolute',
            left: 10,
            display: 'flex',
            pointerEvents: 'none',
            '& svg': { fontSize: 16 },
          }}
        >
          {icon}
        </Box>
      )}
      <Box
        component="select"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        sx={{
          appearance: 'none',
          font: 'inherit',
          fontSize: '0.8125rem',
          fontWeight: 550,
          width: '100%',
          height: 'var(--cb-density-control)',
          pl: icon ? 8 : 3,
          pr: 8,
          color: 'text.primary',
          bgcolor: 'background.paper',
          border: 1,
          borderColor: active ? 'primary.main' : 'surface.borderStrong',
          borderRadius: 2,
          cursor: 'pointer',
          textOverflow: 'ellipsis',
          '&:hover': { bgcolor: 'surface.sunken' },
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Box>
      <ChevronDownIcon sx={{ right: 9 }} />
    </Box>
  );
}
