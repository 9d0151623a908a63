/** How well a text answers what is sought, and which of its characters do. */
export interface Match {
  score: number;
  /** Indices into the text, ascending, one for each character sought. */
  at: number[];
}

const START_OF_WORD = 8;
const IN_A_ROW = 6;
const EACH_SKIPPED = 0.1;

/**
 * Finds the characters of `sought` in `text`, in order but not in a row: "paym" and "pmt" find
 * "Payments". Starts of words and runs count for more. Null where one of them is missing.
 */
export function matchOf(sought: string, text: string): Match | null {
  const needle = lettersOf(sought).filter((letter) => !/\s/.test(letter));
  if (needle.length === 0) return { score: 0, at: [] };
  const letters = lettersOf(text);
  // A run that begins a word beats the first characters that happen to fit.
  const starts = letters.flatMap((letter, index) => (letter === needle[0] ? [index] : []));
  const found = starts
    .map((start) => from(start, needle, letters))
    .filter((match) => match !== null);
  return found.reduce<Match | null>(
    (best, match) => (best === null || match.score > best.score ? match : best),
    null,
  );
}

function from(start: number, needle: string[], letters: string[]): Match | null {
  const at: number[] = [];
  let score = 0;
  let next = start;
  for (const letter of needle) {
    const index = letters.indexOf(letter, next);
    if (index < 0) return null;
    const before = at.at(-1);
    if (isStart(letters, index)) score += START_OF_WORD;
    if (before !== undefined && index === before + 1) score += IN_A_ROW;
    if (before !== undefined) score -= EACH_SKIPPED * (index - before - 1);
    at.push(index);
    next = index + 1;
  }
  return { score: score - EACH_SKIPPED * start, at };
}

function isStart(letters: string[], index: number): boolean {
  return index === 0 || !/[\p{L}\p{N}]/u.test(letters[index - 1]!);
}

/** Lower case without accents, one for each UTF-16 unit of the text, so that indices agree. */
function lettersOf(text: string): string[] {
  return text.split('').map((unit) => {
    const plain = unit.normalize('NFD').toLowerCase();
    return plain.charAt(0);
  });
}
