'use client';

import { toneColours, WarningIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, useId, useRef } from 'react';
import { useWatch } from 'react-hook-form';
import type { Clash } from './use-meanwhile';

export interface ClashListProps {
  clashes: readonly Clash[];
  /** What is changed: "customer". */
  noun: string;
  labelOf: (field: string) => string;
  inWords: (field: string, value: unknown) => string;
  onChoose: (field: string, side: Clash['side']) => void;
}

/** Fields that somebody else changed meanwhile: yours beside theirs, one of them to be kept. */
export function ClashList({ clashes, noun, labelOf, inWords, onChoose }: ClashListProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void box.current?.scrollIntoView?.({ block: 'nearest' });
    box.current?.focus();
  }, []);
  return (
    <Box
      ref={box}
      role="group"
      tabIndex={-1}
      aria-label="Changed by somebody else"
      sx={{
        border: 1,
        borderColor: 'tone.warning.main',
        borderRadius: 2,
        overflow: 'hidden',
        outline: 'none',
      }}
    >
      <Box
        role="alert"
        sx={{
          ...toneColours('warning'),
          display: 'flex',
          gap: 2,
          px: 3,
          py: 2,
          fontSize: '0.8125rem',
          fontWeight: 500,
          '& svg': { fontSize: 17, mt: '1px', flexShrink: 0 },
        }}
      >
        <WarningIcon />
        <span>
          Somebody changed this {noun} meanwhile. Nothing that you typed is lost: choose what is to
          stand, and save again.
        </span>
      </Box>
      {clashes.map((clash) => (
        <ClashRow
          key={clash.field}
          clash={clash}
          label={labelOf(clash.field)}
          inWords={inWords}
          onChoose={onChoose}
        />
      ))}
    </Box>
  );
}

interface ClashRowProps extends Pick<ClashListProps, 'inWords' | 'onChoose'> {
  clash: Clash;
  label: string;
}

function ClashRow({ clash, label, inWords, onChoose }: ClashRowProps) {
  const { field, side, theirs } = clash;
  const typed: unknown = useWatch({ name: field });
  const name = useId();
  const sides = [
    { side: 'yours', title: 'Yours', value: side === 'yours' ? typed : clash.yours },
    { side: 'theirs', title: 'Theirs', value: theirs },
  ] as const;
  return (
    <Box
      component="fieldset"
      sx={{ m: 0, px: 3, py: 2.5, border: 0, borderTop: 1, borderColor: 'divider', minWidth: 0 }}
    >
      <Typography component="legend" variant="body2" sx={{ float: 'left', fontWeight: 550, mb: 1 }}>
        {label}
      </Typography>
      <Box
        sx={{
          clear: 'both',
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
          gap: 2,
        }}
      >
        {sides.map((option) => (
          <Box key={option.side} component="label" sx={OPTION}>
            <Box
              component="input"
              type="radio"
              name={name}
              checked={side === option.side}
              onChange={() => onChoose(field, option.side)}
              sx={{ m: 0, mt: '3px', accentColor: 'var(--cb-palette-primary-main)' }}
            />
            <Box component="span" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {option.title}:{' '}
              </Box>
              <Box component="span" sx={{ whiteSpace: 'pre-line' }}>
                {inWords(field, option.value)}
              </Box>
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

const OPTION = {
  display: 'flex',
  alignItems: 'start',
  gap: 2,
  p: 2,
  border: 1,
  borderColor: 'surface.borderStrong',
  borderRadius: 2,
  fontSize: '0.8125rem',
  cursor: 'pointer',
  '&:has(:checked)': { borderColor: 'primary.main', bgcolor: 'tone.brand.tint' },
  '&:hover': { bgcolor: 'surface.sunken' },
} as const;
