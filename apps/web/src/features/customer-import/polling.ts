import type { CustomerImport } from '@cashbeat/shared-types';

export type ImportState = CustomerImport['state'];

/** Between two looks at an import that goes on, in milliseconds. */
const WATCHED = 700;
const HIDDEN = 5_000;

const GOING_ON: readonly ImportState[] = ['checking', 'committing', 'undoing'];

/** Whether an import changes by itself. */
export function goesOn(state: ImportState | undefined): boolean {
  return state !== undefined && GOING_ON.includes(state);
}

/** How often to ask how an import stands; 0 for not at all. Nobody watches a hidden page. */
export function pollEvery(state: ImportState | undefined, hidden: boolean): number {
  if (!goesOn(state)) return 0;
  return hidden ? HIDDEN : WATCHED;
}
