'use client';

import { ChevronDownIcon } from '@cashbeat/ui';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { type ReactNode, useId, useState } from 'react';

export interface MenuAction {
  label: ReactNode;
  run: () => void;
  disabled?: boolean;
}

export interface ActionMenuProps {
  label: string;
  icon?: ReactNode;
  busy?: boolean;
  actions: readonly MenuAction[];
}

/** A button whose deed needs one more word. */
export function ActionMenu({ label, icon, busy = false, actions }: ActionMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const id = useId();
  return (
    <>
      <Button
        variant="outlined"
        startIcon={icon}
        endIcon={<ChevronDownIcon />}
        loading={busy}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? id : undefined}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {label}
      </Button>
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
