/** As in `contracts/identity.py`; the API has the last word. */
export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 128;

/** Counted as the API counts: an emoji is one character. */
export function lengthOf(text: string): number {
  return [...text].length;
}
