'use client';

import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type BadRowProps, textOf } from './bad-list';
import type { ShownField } from './shown-fields';

interface BadCellProps {
  of: BadRowProps;
  field: ShownField;
  /** Id of what says why it is wrong. */
  told: string;
}

/**
 * A cell of a bad row. What is wrong, or was typed into, is a field; the rest is text that becomes
 * one by a click, Enter, or typing. Plain elements: a grid has thousands of them.
 */
export function BadCell({ of, field: { field, label }, told }: BadCellProps) {
  const { row, drafts, out, deeds } = of;
  const [open, setOpen] = useState<'no' | 'opened' | 'typed'>('no');
  const input = useRef<HTMLInputElement>(null);
  const bad = row.problems.some((problem) => problem.field === field);
  const drafted = drafts?.[field] !== undefined;
  const text = textOf(of, field);
  const name = `${label}, row ${row.row}`;

  useEffect(() => {
    if (open === 'no') return;
    input.current?.focus();
    if (open === 'opened') input.current?.select();
  }, [open]);

  if (!out && (bad || drafted || open !== 'no')) {
    return (
      <input
        ref={input}
        className="cell"
        value={text}
        aria-label={name}
        aria-invalid={bad && !drafted}
        aria-describedby={bad ? told : undefined}
        data-bad={bad || undefined}
        data-drafted={drafted || undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => deeds.type(row, field, target.value)}
        onBlur={() => setOpen('no')}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          deeds.revert(row.row, field);
          if (!bad) focusAfter(event.currentTarget);
        }}
      />
    );
  }
  const begin = (event: KeyboardEvent) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    deeds.type(row, field, event.key);
    setOpen('typed');
  };
  return (
    <button
      type="button"
      className="cell"
      tabIndex={-1}
      disabled={out}
      aria-label={`${name}: ${text || 'empty'}`}
      title={text || undefined}
      onClick={() => setOpen('opened')}
      onKeyDown={begin}
    >
      {text}
    </button>
  );
}

/** The field becomes text again; the cell keeps the keyboard. */
function focusAfter(input: HTMLElement): void {
  const cell = input.parentElement;
  input.blur();
  setTimeout(() => cell?.querySelector<HTMLElement>('.cell')?.focus());
}

/** Of cells in a grid or a card, for `sx` of what is around them. */
export const CELLS = {
  '& .cell': {
    font: 'inherit',
    display: 'block',
    width: '100%',
    minWidth: 0,
    height: 32,
    px: 2,
    textAlign: 'left',
    color: 'inherit',
    bgcolor: 'transparent',
    border: '1px solid transparent',
    borderRadius: '6px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& button.cell': {
    cursor: 'text',
    '&:hover:enabled': { borderColor: 'surface.borderStrong' },
    '&:disabled': { cursor: 'default', textDecoration: 'line-through' },
  },
  '& input.cell': { bgcolor: 'background.paper', borderColor: 'surface.borderStrong' },
  '& input.cell[data-bad]': { borderColor: 'error.main', bgcolor: 'tone.failure.tint' },
  '& input.cell[data-drafted]': { borderColor: 'primary.main', bgcolor: 'tone.brand.tint' },
  '& .cell:focus-visible': {
    outline: '2px solid var(--cb-palette-primary-main)',
    outlineOffset: -1,
  },
} as const;
