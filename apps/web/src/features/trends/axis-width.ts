import { font } from '@cashbeat/ui/tokens';

export const LABEL_SIZE = 11.5;
/** Between a label and the plot, as Recharts places it. */
const GAP = 8;
/** Of a digit, where there is nothing to measure with. */
const DIGIT = 0.62 * LABEL_SIZE;

let pen: CanvasRenderingContext2D | null | undefined;

/**
 * The width of an axis with these labels, in pixels. Recharts' own `width="auto"` asks the page, which
 * lays itself out to answer, and then draws the whole chart a second time.
 */
export function axisWidth(labels: readonly string[]): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (pen) pen.font = `${LABEL_SIZE}px ${font.family}`;
  const widths = labels.map((label) => {
    // On the page every digit is as wide as the widest; a canvas knows no tabular figures.
    const digits = label.replaceAll(/\d/g, '0');
    return pen?.measureText(digits).width ?? label.length * DIGIT;
  });
  return Math.ceil(Math.max(...widths) + 1) + GAP;
}
