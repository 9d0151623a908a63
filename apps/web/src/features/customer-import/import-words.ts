import type {
  CustomerImport,
  CustomerImportCounts,
  CustomerImportUndo,
} from '@cashbeat/shared-types';
import {
  CheckIcon,
  ClockIcon,
  CrossIcon,
  PencilIcon,
  RefundIcon,
  RetryIcon,
  type Tone,
  WarningIcon,
} from '@cashbeat/ui';
import type { Formats } from '@cashbeat/utils';
import type { ComponentType } from 'react';
import type { RowOutcome } from './import-fields';
import { adviceInWords } from './option-words';
import type { ImportState } from './polling';

interface StateLook {
  text: string;
  tone: Tone;
  Icon: ComponentType;
}

export const STATE_LOOKS: Record<ImportState, StateLook> = {
  checking: { text: 'Being checked', tone: 'brand', Icon: ClockIcon },
  ready: { text: 'Waits to be imported', tone: 'warning', Icon: PencilIcon },
  committing: { text: 'Being imported', tone: 'brand', Icon: ClockIcon },
  done: { text: 'Imported', tone: 'success', Icon: CheckIcon },
  undoing: { text: 'Being undone', tone: 'brand', Icon: RetryIcon },
  undone: { text: 'Undone', tone: 'pending', Icon: RefundIcon },
  refused: { text: 'Cannot be read', tone: 'failure', Icon: CrossIcon },
  failed: { text: 'Broke off', tone: 'failure', Icon: WarningIcon },
};

interface OutcomeLook {
  /** Of many, as the name of a tab. */
  label: string;
  tone: Tone;
  /** What becomes of them, in a sentence. */
  explained: string;
}

export const OUTCOME_LOOKS: Record<RowOutcome, OutcomeLook> = {
  bad: {
    label: 'With problems',
    tone: 'failure',
    explained:
      'Correct them here, or in the workbook of errors and upload that; or leave them out.',
  },
  create: { label: 'New', tone: 'success', explained: 'Customers that are not on record yet.' },
  update: {
    label: 'Changed',
    tone: 'brand',
    explained: 'Customers on record whose row says something else.',
  },
  unchanged: {
    label: 'Unchanged',
    tone: 'pending',
    explained: 'Customers on record that say all that already.',
  },
  skip: {
    label: 'Left alone',
    tone: 'pending',
    explained: 'Customers on record, which this import leaves alone.',
  },
  left_out: {
    label: 'Left out',
    tone: 'pending',
    explained: 'Somebody said not to import them.',
  },
  failed: {
    label: 'Failed',
    tone: 'failure',
    explained: 'Right when they were checked, and not any more when they were to be recorded.',
  },
};

type Count = Pick<Formats, 'formatCount'>;

/** "1 row", "1,200 rows" */
export function counted(count: number, noun: string, { formatCount }: Count): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** How many rows of each outcome a check found; what nobody needs to see when there is none is left out. */
export function outcomeCounts(
  counts: CustomerImportCounts,
): { outcome: RowOutcome; count: number }[] {
  const all: { outcome: RowOutcome; count: number; always: boolean }[] = [
    { outcome: 'bad', count: counts.bad, always: true },
    { outcome: 'create', count: counts.create, always: true },
    { outcome: 'update', count: counts.update, always: true },
    { outcome: 'unchanged', count: counts.unchanged, always: true },
    { outcome: 'skip', count: counts.skip, always: false },
    { outcome: 'left_out', count: counts.leftOut, always: false },
  ];
  return all
    .filter(({ count, always }) => always || count > 0)
    .map(({ outcome, count }) => ({ outcome, count }));
}

/** What came of an import, or would, in a line of a list. */
export function importSummary(given: CustomerImport, formats: Count): string {
  const { state, counts, outcome, undo, reason } = given;
  const parts = (pairs: [number, string][]) =>
    pairs
      .filter(([count]) => count > 0)
      .map(([count, word]) => `${formats.formatCount(count)} ${word}`)
      .join(', ');
  if (state === 'refused' || (state === 'failed' && reason)) return adviceInWords(reason ?? '');
  if (undo && (state === 'undone' || state === 'undoing')) {
    const told = parts([
      [undo.removed, 'removed'],
      [undo.restored, 'restored'],
      [undo.kept, 'kept'],
    ]);
    return told || (state === 'undone' ? 'Nothing was taken back' : '');
  }
  if (outcome && state !== 'ready' && state !== 'checking') {
    const told = parts([
      [outcome.created, 'added'],
      [outcome.updated, 'changed'],
      [outcome.unchanged, 'unchanged'],
      [outcome.skipped, 'left alone'],
      [outcome.failed, 'failed'],
    ]);
    return told || (state === 'committing' ? '' : 'Nothing was recorded');
  }
  if (!counts) return '';
  return parts([
    [counts.create, 'new'],
    [counts.update, 'changed'],
    [counts.unchanged, 'unchanged'],
    [counts.skip, 'left alone'],
    [counts.bad, 'with problems'],
    [counts.leftOut, 'left out'],
  ]);
}

/** Read out when a check is over. */
export function checkedWords(counts: CustomerImportCounts, formats: Count): string {
  const { bad, create, update } = counts;
  const good = `${formats.formatCount(create)} new, ${formats.formatCount(update)} changed`;
  return bad === 0
    ? `Checked: ${good}, nothing wrong.`
    : `Checked: ${good}, ${counted(bad, 'row', formats)} with problems.`;
}

/** What a commit does and what it leaves, sentence by sentence. */
export function commitWords(counts: CustomerImportCounts, formats: Count): string[] {
  const { create, update, bad, leftOut, skip, unchanged } = counts;
  const rest = skip + unchanged;
  const told = [
    create > 0 && `${counted(create, 'customer', formats)} ${create === 1 ? 'is' : 'are'} added.`,
    update > 0 &&
      `${counted(update, 'customer', formats)} on record ${update === 1 ? 'is' : 'are'} changed.`,
    rest > 0 &&
      `${counted(rest, 'customer', formats)} on record ${rest === 1 ? 'stays as it is' : 'stay as they are'}.`,
    bad > 0 &&
      `${counted(bad, 'row', formats)} with problems ${bad === 1 ? 'is' : 'are'} left out; a workbook of them can be downloaded afterwards.`,
    leftOut > 0 &&
      `${counted(leftOut, 'row', formats)} ${leftOut === 1 ? 'is' : 'are'} left out as you said.`,
  ];
  return told.filter((each) => each !== false);
}

/** "478 removed again, 2 kept as they are" */
export function undoneWords(
  { removed, restored, kept }: CustomerImportUndo,
  formats: Count,
): string {
  const told = [
    removed > 0 && `${formats.formatCount(removed)} deleted again`,
    restored > 0 && `${formats.formatCount(restored)} as they were`,
    kept > 0 && `${formats.formatCount(kept)} kept, as something happened to them since`,
  ].filter((each) => each !== false);
  return told.length > 0 ? told.join(', ') : 'Nothing had to be taken back';
}
