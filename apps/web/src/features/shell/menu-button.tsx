'use client';

import { SPOKEN_ONLY } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { type ComponentType, type ReactNode, useId, useRef, useState } from 'react';

export interface MenuProps {
  id: string;
  anchor: HTMLElement | null;
  open: boolean;
  onClose: () => void;
}

interface MenuButtonProps {
  /** What is said before the text in sight: the name of a control holds what people see of it. */
  label: string;
  /** Loads the menu; no page needs it to begin. */
  load: () => Promise<{ default: ComponentType<MenuProps> }>;
  /** What `load` brings: a menu, or a dialog that holds more than one. */
  popup?: 'menu' | 'dialog';
  disabled?: boolean;
  children: ReactNode;
}

/** A button of the shell that opens a menu. */
export function MenuButton({ label, load, popup = 'menu', disabled, children }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [Menu, setMenu] = useState<ComponentType<MenuProps>>();
  const id = useId();
  const fetchMenu = () =>
    load()
      .then((loaded) => setMenu(() => loaded.default))
      // Without the network there is no menu; the next press asks anew.
      .catch(() => undefined);
  return (
    <>
      <ButtonBase
        ref={button}
        aria-haspopup={popup}
        aria-expanded={anchor !== null}
        aria-controls={anchor ? id : undefined}
        disabled={disabled}
        onPointerEnter={() => void fetchMenu()}
        onClick={() => {
          void fetchMenu();
          setAnchor(button.current);
        }}
        sx={{
          display: 'flex',
          justifyContent: 'flex-start',
          alignItems: 'center',
          gap: 2,
          width: '100%',
          minWidth: 0,
          p: 1.5,
          borderRadius: 2,
          textAlign: 'left',
          '&:hover, &[aria-expanded=true]': { bgcolor: 'surface.sunken' },
        }}
      >
        <Box component="span" sx={SPOKEN_ONLY}>
          {label}
        </Box>
        {children}
      </ButtonBase>
      {Menu && (
        <Menu id={id} anchor={anchor} open={anchor !== null} onClose={() => setAnchor(null)} />
      )}
    </>
  );
}
