import type { Theme } from '@mui/material/styles';
import type { Tone } from '../theme';

/** Text and background of a tone, for `sx`. */
export function toneColours(tone: Tone) {
  return {
    color: `tone.${tone}.main`,
    backgroundColor: (theme: Theme) => (theme.vars ?? theme).palette.tone[tone].tint,
  };
}
