import { type ColourTokens, darkColours, font, lightColours } from '@cashbeat/ui/tokens';

const coloursOf = ({ page, surface, border, text, textMuted, brand, onBrand }: ColourTokens) =>
  Object.entries({ page, surface, border, text, textMuted, brand, onBrand })
    .map(([name, colour]) => `--plain-${name}:${colour}`)
    .join(';');

const STYLE = [
  `:root{${coloursOf(lightColours)};--plain-font:${font.family}}`,
  `[data-theme=dark]{${coloursOf(darkColours)};color-scheme:dark}`,
  'body{margin:0;background:var(--plain-page);color:var(--plain-text)}',
].join('');

/**
 * The colours of what is shown before the design system is there, see `plain.css`; the page's own at
 * once, so that a dark one is never white, not even without the file.
 */
export function PlainColours({ nonce }: { nonce?: string }) {
  return (
    <style nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: STYLE }} />
  );
}
