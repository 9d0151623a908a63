'use client';

import Box from '@mui/material/Box';
import { type Ref, useEffect, useRef } from 'react';
import type { Found } from './find-commands';
import { Keys } from './keys';

export interface CommandOptionProps {
  id: string;
  found: Found;
  active: boolean;
  onPoint: () => void;
  onRun: () => void;
}

/** One command of the palette: the keyboard stays in the field, and points here. */
export function CommandOption({ id, found, active, onPoint, onRun }: CommandOptionProps) {
  const { command, at } = found;
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  const { Icon } = command;
  return (
    <Box
      ref={row as Ref<HTMLDivElement>}
      id={id}
      role="option"
      aria-selected={active}
      // Resting under a pointer that nobody moves selects nothing.
      onPointerMove={active ? undefined : onPoint}
      onClick={onRun}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 3,
        mx: 2,
        px: 2.5,
        minHeight: 'calc(var(--cb-density-control) + 4px)',
        borderRadius: 2,
        cursor: 'pointer',
        fontSize: '0.875rem',
        scrollMarginBlock: 36,
        bgcolor: active ? 'tone.brand.tint' : undefined,
        '& > svg': { color: active ? 'primary.main' : 'text.secondary', flexShrink: 0 },
      }}
    >
      {Icon ? <Icon /> : <Box component="span" sx={{ width: 18, flexShrink: 0 }} />}
      <Box component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        <Title text={command.title} at={at} />
        {command.note && (
          <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            {' '}
            · {command.note}
          </Box>
        )}
      </Box>
      {command.keys && (
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          <Keys keys={command.keys} />
        </Box>
      )}
    </Box>
  );
}

/** What was sought stands out. */
function Title({ text, at }: { text: string; at: readonly number[] }) {
  if (at.length === 0) return text;
  const sought = new Set(at);
  return text.split('').map((letter, index) =>
    sought.has(index) ? (
      <Box key={index} component="b" sx={{ fontWeight: 700, color: 'primary.main' }}>
        {letter}
      </Box>
    ) : (
      letter
    ),
  );
}
