import { type Command, COMMAND_GROUPS } from './command';
import { matchOf } from './fuzzy';

/** A command with the characters of its title that were sought. */
export interface Found {
  command: Command;
  at: number[];
}

interface Scored extends Found {
  score: number;
}

export interface FoundGroup {
  /** Its name. */
  group: string;
  found: Found[];
}

/** Less for each letter sought is an accident: letters strewn over a long title. */
const LEAST_A_LETTER = 2;
/** Found by other words, a command comes after those that are found by their titles. */
const BY_OTHER_WORDS = 1;

/** What is sought, in groups; the group with the best answer first. All of them for nothing sought. */
export function findCommands(commands: readonly Command[], sought: string): FoundGroup[] {
  const scored = commands.flatMap((command) => {
    const answer = answerOf(command, sought);
    return answer ? [{ command, ...answer }] : [];
  });
  const groups: (FoundGroup & { found: Scored[] })[] = COMMAND_GROUPS.map((group) => ({
    group,
    found: scored
      .filter(({ command }) => command.group === group)
      .toSorted((one, other) => other.score - one.score),
  })).filter(({ found }) => found.length > 0);
  if (sought.trim() === '') return groups;
  return groups.toSorted((one, other) => other.found[0]!.score - one.found[0]!.score);
}

function answerOf({ title, group, words = '' }: Command, sought: string) {
  const wanted = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const byTitle = matchOf(sought, title);
  if (byTitle && byTitle.score >= LEAST_A_LETTER * wanted.join('').length) return byTitle;
  const known = `${group} ${title} ${words}`.toLowerCase().split(/\s+/);
  const meant = wanted.every((start) => known.some((word) => word.startsWith(start)));
  return meant ? { score: BY_OTHER_WORDS, at: [] } : null;
}
