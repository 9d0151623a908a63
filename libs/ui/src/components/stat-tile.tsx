'use client';

import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import type { ElementType, ReactNode } from 'react';
import { HintButton } from './hint-button';
import { ArrowDownIcon, ArrowUpIcon, FlatIcon, InfoIcon } from './icons';
import { SPOKEN_ONLY } from '../spoken-only';

export type Direction = 'up' | 'down' | 'flat';

export interface Change {
  direction: Direction;
  /** Whether the direction is good news; a neutral change has no colour. */
  sentiment: 'good' | 'bad' | 'neutral';
  text: string;
  /** What it is compared with, for people and screen readers alike. */
  against: string;
}

export interface StatTileProps {
  label: string;
  /** How the number is computed, in a sentence. */
  definition: string;
  value: string;
  /** The value in full, where `value` may be shortened. */
  exact?: string;
  change?: Change;
  /** What stands in its place, where a figure is compared with nothing. */
  note?: ReactNode;
  /** How much data the number stands on. */
  sample: ReactNode;
  /** A small drawing of the figure's course. */
  drawing?: ReactNode;
  /** Where a click on the tile leads, and what is there. */
  link?: { href: string; title: string };
  /** What draws the link, where it is not a page load. */
  LinkComponent?: ElementType;
  /** The number may be out of date. */
  stale?: boolean;
  testId?: string;
}

/** Two lines always: side by side, one tile wrapped where the next did not. */
const CHANGE_HEIGHT = 36;

/** The link of the heading takes clicks anywhere on the tile; only the hint lies above it. */
const WHOLE_TILE = {
  color: 'inherit',
  textDecoration: 'none',
  '&::after': { content: '""', position: 'absolute', inset: 0, borderRadius: 3, zIndex: 1 },
  '&:hover': { color: 'primary.main' },
  '&:focus-visible': { outline: 'none' },
  '&:focus-visible::after': {
    outline: '2px solid var(--cb-palette-primary-main)',
    outlineOffset: '-2px',
  },
} as const;

const ARROWS = { up: ArrowUpIcon, down: ArrowDownIcon, flat: FlatIcon };
const SENTIMENT_COLOUR = {
  good: 'tone.success.main',
  bad: 'tone.failure.main',
  neutral: 'text.secondary',
};

function TileFrame({ children, testId }: { children: ReactNode; testId?: string }) {
  return (
    <Paper
      data-testid={testId}
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 3,
        p: { xs: 3, sm: 4 },
        height: '100%',
        display: 'flex',
        flexDirection: 'column',
        gap: 1,
        minWidth: 0,
        position: 'relative',
        '&:has(a:hover)': { borderColor: 'surface.borderStrong' },
      }}
    >
      {children}
    </Paper>
  );
}

export function StatTile({
  label,
  definition,
  value,
  exact = value,
  change,
  note,
  sample,
  drawing,
  link,
  LinkComponent = 'a',
  stale,
  testId,
}: StatTileProps) {
  const hint = exact === value ? definition : `${definition} Exactly ${exact}.`;
  return (
    <TileFrame testId={testId}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 24 }}>
        <Typography component="h3" variant="body2" color="textSecondary" sx={{ fontWeight: 500 }}>
          {link ? (
            <Box component={LinkComponent} href={link.href} title={link.title} sx={WHOLE_TILE}>
              {label}
              <Box component="span" sx={SPOKEN_ONLY}>
                : {link.title}
              </Box>
            </Box>
          ) : (
            label
          )}
        </Typography>
        <HintButton
          hint={hint}
          aria-label={`How ${label.toLowerCase()} is computed: ${hint}`}
          sx={{
            color: 'text.disabled',
            borderRadius: 1,
            p: 0.5,
            zIndex: 2,
            '& svg': { fontSize: 15 },
          }}
        >
          <InfoIcon />
        </HintButton>
      </Box>
      <Typography
        variant="figure"
        data-testid={testId && `${testId}-value`}
        title={exact === value ? undefined : exact}
        sx={{ opacity: stale ? 0.55 : 1, overflowWrap: 'anywhere' }}
      >
        {value}
      </Typography>
      <Box sx={{ minHeight: CHANGE_HEIGHT }}>
        {change ? (
          <ChangeLine change={change} />
        ) : (
          note && (
            <Typography variant="caption" component="p" color="textSecondary">
              {note}
            </Typography>
          )
        )}
      </Box>
      <Typography variant="caption" color="textSecondary" sx={{ mt: 'auto' }}>
        {sample}
      </Typography>
      {drawing && <Box sx={{ pt: 1.5, opacity: stale ? 0.55 : 1 }}>{drawing}</Box>}
    </TileFrame>
  );
}

function ChangeLine({ change }: { change: Change }) {
  const Arrow = ARROWS[change.direction];
  return (
    <Typography variant="caption" component="p" color="textSecondary">
      <Box
        component="span"
        sx={{
          color: SENTIMENT_COLOUR[change.sentiment],
          fontWeight: 600,
          fontVariantNumeric: 'tabular-nums',
          whiteSpace: 'nowrap',
          '& svg': { fontSize: 13, verticalAlign: '-2px', mr: 0.5, strokeWidth: 2.25 },
        }}
      >
        <Arrow />
        {change.text}
      </Box>{' '}
      <Box component="span" sx={{ display: 'block' }}>
        {change.against}
      </Box>
    </Typography>
  );
}

/** The tile while its first number is on its way: the same lines, empty. */
export function StatTileSkeleton({
  label,
  drawn = true,
}: {
  label: string;
  /** Whether the tile will have a drawing. */
  drawn?: boolean;
}) {
  return (
    <TileFrame>
      <Typography
        component="h3"
        variant="body2"
        color="textSecondary"
        sx={{ fontWeight: 500, minHeight: 24 }}
      >
        {label}
      </Typography>
      <Typography variant="figure">
        <Skeleton width="70%" />
      </Typography>
      <Box sx={{ height: CHANGE_HEIGHT }}>
        <Skeleton width="55%" />
      </Box>
      <Skeleton width="40%" height={18} sx={{ mt: 'auto' }} />
      {drawn && <Skeleton height={28} sx={{ mt: 1.5, transform: 'none' }} />}
    </TileFrame>
  );
}
