import type { CustomerImport } from '@cashbeat/shared-types';
import type { RowOutcome } from './import-fields';
import { allRecognised } from './mapping';

export const STEPS = ['upload', 'columns', 'check', 'import', 'summary'] as const;
export type Step = (typeof STEPS)[number];

export const STEP_LABELS: Record<Step, string> = {
  upload: 'Upload',
  columns: 'Columns',
  check: 'Check',
  import: 'Import',
  summary: 'Summary',
};

/** Which part of an import its address names. */
export interface ImportView {
  step?: 'columns' | 'check';
  /** Rows of which outcome are listed; those that need somebody when left out. */
  rows?: RowOutcome;
}

const OUTCOMES: readonly string[] = [
  'create',
  'update',
  'unchanged',
  'skip',
  'bad',
  'left_out',
  'failed',
] satisfies RowOutcome[];

export function readView(query: URLSearchParams): ImportView {
  const [step, rows] = [query.get('step'), query.get('rows')];
  return {
    ...((step === 'columns' || step === 'check') && { step }),
    ...(rows !== null && OUTCOMES.includes(rows) && { rows: rows as RowOutcome }),
  };
}

export function writeView(query: URLSearchParams, { step, rows }: ImportView): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries({ step, rows })) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

type Standing = Pick<CustomerImport, 'state' | 'columns' | 'revision' | 'committedAt' | 'undoneAt'>;

/**
 * Where an import stands: its state decides. Between choosing columns and checking a person may go
 * to and fro; columns that were all recognised are passed over.
 */
export function stepOf(standing: Standing, { step }: ImportView): Exclude<Step, 'upload'> {
  const { state, columns, revision, committedAt, undoneAt } = standing;
  if (state === 'committing') return 'import';
  if (state === 'done' || state === 'undoing' || state === 'undone') return 'summary';
  if (state === 'failed' && committedAt !== null) return undoneAt !== null ? 'summary' : 'import';
  if (state === 'refused') return 'columns';
  if (step !== undefined) return step;
  const sure = columns.length === 0 || revision > 1 || allRecognised(columns);
  return sure || state !== 'ready' ? 'check' : 'columns';
}

/** Whether a person may go there from here. */
export function mayOpen(step: Step, { state }: Pick<Standing, 'state'>): boolean {
  return (step === 'columns' || step === 'check') && (state === 'ready' || state === 'checking');
}
