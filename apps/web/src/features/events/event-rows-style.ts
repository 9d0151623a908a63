import { type Tone, toneColours } from '@cashbeat/ui';
import { EVENT_STYLES } from '@/features/payments/event-style';
import { EVENT_ROW_HEIGHT } from './feed-skeleton';

const TONES = [...new Set<Tone>(Object.values(EVENT_STYLES).map(({ tone }) => tone))];
const SMALL = { fontSize: '0.75rem', color: 'text.secondary' } as const;

/**
 * How all rows of the list look, said once around it. A hundred come and go each second: a style of
 * its own on each part of each of them would cost more than everything else about them.
 */
export const EVENT_ROWS = {
  '& .event-row': {
    display: 'flex',
    alignItems: 'center',
    gap: 3,
    width: '100%',
    height: EVENT_ROW_HEIGHT,
    px: 4,
    py: 0,
    border: 0,
    borderBottom: 1,
    borderColor: 'divider',
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    lineHeight: 1.4,
    textAlign: 'left',
    cursor: 'pointer',
    '&:hover': { bgcolor: 'surface.sunken' },
    '&:focus-visible': { outlineOffset: -2 },
    '& .sign': {
      display: 'grid',
      placeItems: 'center',
      width: 32,
      height: 32,
      flexShrink: 0,
      borderRadius: 999,
    },
    '& svg': { fontSize: 16, strokeWidth: 2 },
    '& .what': { flex: 1, minWidth: 0 },
    '& .figures': { flexShrink: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
    '& .label': { display: 'block', fontSize: '0.8125rem', fontWeight: 550 },
    '& .detail': {
      ...SMALL,
      display: 'block',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
    '& .amount': { display: 'block', fontSize: '0.8125rem', fontWeight: 600 },
    '& .void': { color: 'text.secondary', textDecoration: 'line-through' },
    '& time': { ...SMALL, display: 'block' },
    ...Object.fromEntries(TONES.map((tone) => [`& .${tone}`, toneColours(tone)])),
  },
} as const;
