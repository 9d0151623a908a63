'use client';

import { CheckIcon, WarningIcon } from '@cashbeat/ui';
import type { CustomerImportProblem } from '@cashbeat/shared-types';
import { sentence } from '@/features/forms/use-server-faults';
import type { BadRowProps } from './bad-list';
import { FIELD_LABELS } from './import-fields';
import { adviceInWords } from './option-words';

/**
 * What is wrong with a row, cell by cell, and what to do. `id` and a field make the id of a line.
 * Plain elements: there may be a thousand rows; `PROBLEMS` is how they look.
 */
export function RowProblems({ of, id }: { of: BadRowProps; id: string }) {
  const { row, drafts, out, deeds } = of;
  if (out) {
    return (
      <div className="problem">
        <span className="mark" />
        <span>This row will be left out.</span>
        <button type="button" className="deed" onClick={() => deeds.takeIn(row)}>
          Take it back in
        </button>
      </div>
    );
  }
  return row.problems.map((problem) => {
    const { field, proposal } = problem;
    const draft = field === null ? undefined : drafts?.[field];
    return (
      <div
        key={`${field} ${problem.code}`}
        id={`${id}${field ?? ''}`}
        className="problem"
        data-mended={draft !== undefined || undefined}
      >
        <span className="mark">{draft === undefined ? <WarningIcon /> : <CheckIcon />}</span>
        <span className="words">
          <b>{placeOf(problem)}</b> {draft === undefined ? faultWords(problem) : nowWords(draft)}
        </span>
        {field !== null && proposal !== null && draft !== proposal && (
          <button type="button" className="deed" onClick={() => deeds.type(row, field, proposal)}>
            Use “{proposal}”
          </button>
        )}
      </div>
    );
  });
}

/** "D12 Due date:" */
function placeOf({ cell, field }: CustomerImportProblem): string {
  const names = [cell, field && FIELD_LABELS[field]].filter(Boolean).join(' ');
  return names === '' ? 'The row as a whole:' : `${names}:`;
}

function faultWords({ message, suggestion }: CustomerImportProblem): string {
  return [message, suggestion]
    .filter((text) => text !== '')
    .map((text) => sentence(adviceInWords(text)))
    .join(' ');
}

function nowWords(draft: string): string {
  const now = draft === '' ? 'now empty' : `now “${draft}”`;
  return `${now}; checked with the next check.`;
}

/** For `sx` of what is around the problems, and around small buttons of class `deed`. */
export const PROBLEMS = {
  '& .problem': {
    display: 'grid',
    gridTemplateColumns: { xs: 'auto minmax(0, 1fr)', sm: 'auto auto auto' },
    justifyContent: 'start',
    alignItems: 'start',
    columnGap: 2,
    rowGap: 1.5,
    fontSize: '0.8125rem',
    lineHeight: 1.5,
    color: 'text.secondary',
  },
  '& .problem > .deed': { gridColumn: { xs: 2, sm: 'auto' }, my: { sm: '-2px' } },
  '& .words': { minWidth: 0, overflowWrap: 'anywhere' },
  '& .words > b': { fontWeight: 600, color: 'text.primary' },
  '& .mark': { color: 'tone.failure.main', '& svg': { fontSize: 15, verticalAlign: '-2px' } },
  '& [data-mended] .mark': { color: 'primary.main' },
  '& .deed': {
    fontFamily: 'inherit',
    fontSize: '0.75rem',
    fontWeight: 550,
    lineHeight: 1.5,
    justifySelf: 'start',
    flexShrink: 0,
    px: 2,
    py: '3px',
    cursor: 'pointer',
    textAlign: 'left',
    overflowWrap: 'anywhere',
    color: 'text.primary',
    bgcolor: 'background.paper',
    border: 1,
    borderColor: 'surface.borderStrong',
    borderRadius: '6px',
    '&:hover': { bgcolor: 'surface.sunken' },
  },
  '& .deed.quiet': { borderColor: 'transparent', bgcolor: 'transparent', color: 'text.secondary' },
  '& .deed.quiet:hover': { bgcolor: 'surface.sunken', color: 'text.primary' },
} as const;
