'use client';

import { ChevronDownIcon } from '@cashbeat/ui';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { type MouseEvent, type ReactNode, useId, useState } from 'react';

export interface MenuAction {
  label: ReactNode;
  run: () => void;
  disabled?: boolean;
}

export interface ActionMenuProps {
  label: string;
  icon?: ReactNode;
  /** Only the icon is seen; the label is spoken. */
  compact?: boolean;
  busy?: boolean;
  actions: readonly MenuAction[];
}

/** A button whose deed needs one more word. */
export function ActionMenu({
  label,
  icon,
  compact = false,
  busy = false,
  actions,
}: ActionMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const id = useId();
  const opener = {
    'aria-haspopup': 'menu',
    'aria-expanded': anchor !== null,
    'aria-controls': anchor ? id : undefined,
    onClick: (event: MouseEvent<HTMLElement>) => setAnchor(event.currentTarget),
  } as const;
  return (
    <>
      {compact ? (
        <IconButton {...opener} aria-label={label} loading={busy}>
          {icon}
        </IconButton>
      ) : (
        <Button
          {...opener}
          variant="outlined"
          startIcon={icon}
          endIcon={<ChevronDownIcon />}
          loading={busy}
        >
          {label}
        </Button>
      )}
      <Menu
        id={id}
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { 'aria-label': label }, paper: { sx: { maxHeight: 360 } } }}
      >
        {actions.map(({ label: text, run, disabled }, index) => (
          <MenuItem
            key={index}
            disabled={disabled}
            onClick={() => {
              setAnchor(null);
              run();
            }}
          >
            {text}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
