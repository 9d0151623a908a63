import type { KeyboardEvent } from 'react';

const UP_DOWN: Partial<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };
const ASIDE: Partial<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * Moves the keyboard from cell to cell: arrows to the neighbours (in a field only from its ends),
 * Enter to the next field that is wrong and with Shift to the one before.
 */
export function moveInGrid(event: KeyboardEvent, table: HTMLTableElement): void {
  const from = (event.target as HTMLElement).closest<HTMLElement>('.cell');
  if (!from || event.ctrlKey || event.metaKey || event.altKey) return;
  const to = targetOf(event, from, table);
  if (!to) return;
  event.preventDefault();
  to.focus();
  if (to instanceof HTMLInputElement) to.select();
}

function targetOf(
  { key, shiftKey }: KeyboardEvent,
  from: HTMLElement,
  table: HTMLTableElement,
): HTMLElement | undefined {
  const cell = from.closest<HTMLElement>('td')!;
  const field = from instanceof HTMLInputElement;
  if (key === 'Enter' && field) {
    const wrong = [...table.querySelectorAll<HTMLElement>('input.cell[data-bad]')];
    return neighbour(wrong, from, shiftKey ? -1 : 1);
  }
  const down = UP_DOWN[key];
  if (down !== undefined) {
    const column = `td[data-field="${cell.dataset.field}"] > .cell`;
    return neighbour([...table.querySelectorAll<HTMLElement>(column)], from, down);
  }
  const aside = ASIDE[key];
  if (aside !== undefined && !shiftKey && (!field || atEnd(from, aside))) {
    return neighbour([...cell.closest('tr')!.querySelectorAll<HTMLElement>('.cell')], from, aside);
  }
  return undefined;
}

/** The one after `from`, or, where it is none of them, the first one further on in the document. */
function neighbour(all: HTMLElement[], from: HTMLElement, step: number): HTMLElement | undefined {
  const place = all.indexOf(from);
  if (place >= 0) return all[place + step];
  const behind = (each: HTMLElement) =>
    (from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return step > 0 ? all.find(behind) : all.findLast((each) => !behind(each));
}

function atEnd({ value, selectionStart, selectionEnd }: HTMLInputElement, step: number): boolean {
  if (selectionStart === 0 && selectionEnd === value.length) return true;
  return step < 0 ? selectionEnd === 0 : selectionStart === value.length;
}
