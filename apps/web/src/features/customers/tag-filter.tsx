'use client';

import { ChevronDownIcon } from '@cashbeat/ui';
import { TextInput } from '@cashbeat/ui/form';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Popover from '@mui/material/Popover';
import { useState } from 'react';
import { Choice, CHOICE_LINE } from '@/features/forms/choices';
import type { ChangeFilters } from './use-customer-filters';

export interface TagFilterProps {
  tags: readonly string[] | undefined;
  /** Tags of what is listed, to choose from; others are typed. */
  known: readonly string[];
  onChange: ChangeFilters;
}

/** Words that customers have; looks like the menus beside it. */
export function TagFilter({ tags = [], known, onChange }: TagFilterProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [typed, setTyped] = useState('');
  const told = tags.length === 0 ? 'Any tag' : tags.join(', ');
  const choose = (next: readonly string[]) =>
    onChange({ tags: next.length > 0 ? next : undefined });
  return (
    <>
      <ButtonBase
        aria-label={`Tags: ${told}`}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ ...LIKE_A_MENU, ...(tags.length > 0 && { borderColor: 'primary.main' }) }}
      >
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {told}
        </Box>
        <ChevronDownIcon />
      </ButtonBase>
      <Popover
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorEl={anchor}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: { role: 'dialog', 'aria-label': 'Tags', sx: { mt: 1, width: 264, py: 2 } },
        }}
      >
        <Box
          component="form"
          onSubmit={(event) => {
            event.preventDefault();
            const tag = typed.trim();
            if (tag && !tags.includes(tag)) choose([...tags, tag]);
            setTyped('');
          }}
          sx={{ display: 'flex', gap: 2, px: 3, py: 1, alignItems: 'center' }}
        >
          <Box sx={{ flex: 1 }}>
            <TextInput
              aria-label="Another tag"
              placeholder="Type a tag"
              maxLength={40}
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </Box>
          <Button type="submit" variant="outlined" disabled={typed.trim() === ''}>
            Add
          </Button>
        </Box>
        <Box sx={{ maxHeight: 240, overflowY: 'auto' }}>
          {[...new Set([...tags, ...known])].map((tag) => (
            <Choice
              key={tag}
              input={{
                checked: tags.includes(tag),
                onChange: ({ target }) =>
                  choose(target.checked ? [...tags, tag] : tags.filter((other) => other !== tag)),
              }}
              sx={CHOICE_LINE}
            >
              {tag}
            </Choice>
          ))}
        </Box>
      </Popover>
    </>
  );
}

const LIKE_A_MENU = {
  justifyContent: 'space-between',
  gap: 2,
  height: 'var(--cb-density-control)',
  pl: 3,
  pr: '9px',
  minWidth: 0,
  maxWidth: { sm: 180 },
  fontSize: '0.8125rem',
  fontWeight: 550,
  whiteSpace: 'nowrap',
  bgcolor: 'background.paper',
  border: 1,
  borderColor: 'surface.borderStrong',
  borderRadius: 2,
  '&:hover': { bgcolor: 'surface.sunken' },
  '& svg': { fontSize: 16, flexShrink: 0, color: 'text.secondary' },
} as const;
