import type { Theme } from '@mui/material/styles';
import type { Tone } from '../theme';

/** Text and background of a tone, for `sx`. */
export function toneColours(tone: Tone) {
  return {
    color: `tone.${tone}.main`,
    backgroundColor: (theme: Theme) => (theme.vars ?? theme).palette.tone[tone].tint,
  };
}

/** A round mark of a tone for the icon in it, for `sx`. */
export function toneDisc(tone: Tone) {
  return {
    ...toneColours(tone),
    width: 32,
    height: 32,
    flexShrink: 0,
    borderRadius: 999,
    display: 'grid',
    placeItems: 'center',
    '& svg': { fontSize: 16, strokeWidth: 2 },
  };
}
