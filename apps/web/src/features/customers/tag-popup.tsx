'use client';

import { TagIcon } from '@cashbeat/ui';
import { TextInput } from '@cashbeat/ui/form';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import { useState } from 'react';

export interface TagPopupProps {
  busy: boolean;
  onTag: (tag: string) => void;
}

/** Asks for one tag. */
export function TagPopup({ busy, onTag }: TagPopupProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [typed, setTyped] = useState('');
  const tag = typed.trim();
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<TagIcon />}
        loading={busy}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Add tag…
      </Button>
      <Popover
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorEl={anchor}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: { role: 'dialog', 'aria-label': 'Add tag', sx: { mt: 1, p: 3, width: 264 } },
        }}
      >
        <Box
          component="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (tag === '') return;
            setAnchor(null);
            setTyped('');
            onTag(tag);
          }}
          sx={{ display: 'flex', gap: 2, alignItems: 'center' }}
        >
          <Box sx={{ flex: 1 }}>
            <TextInput
              aria-label="Tag"
              placeholder="key account"
              maxLength={40}
              autoComplete="off"
              autoFocus
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </Box>
          <Button type="submit" variant="contained" disabled={tag === ''}>
            Add
          </Button>
        </Box>
      </Popover>
    </>
  );
}
