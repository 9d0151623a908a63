'use client';

import type { CustomerImportRow } from '@cashbeat/shared-types';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { attempt } from '@/store/session/browser-storage';
import {
  type Corrections,
  countOf,
  leftOut,
  NOTHING,
  readCorrections,
  reverted,
  takenIn,
  typed,
  withoutSent,
  withProposals,
} from './corrections';
import type { ImportField } from './import-fields';

/** What cells, buttons and keys of the grid do. They stay the same functions. */
export interface CorrectionDeeds {
  type: (row: CustomerImportRow, field: ImportField, value: string) => void;
  revert: (row: number, field: ImportField) => void;
  leaveOut: (row: CustomerImportRow) => void;
  takeIn: (row: CustomerImportRow) => void;
}

export interface OwnCorrections {
  /** Not sent, or sent and not taken. */
  pending: Corrections;
  count: number;
  /** Taken by the API; the rows that show them are on their way. */
  sent: Corrections;
  deeds: CorrectionDeeds;
  propose: (rows: readonly CustomerImportRow[]) => void;
  discard: () => void;
  /** The API took them. */
  taken: (sent: Corrections) => void;
}

const keyOf = (id: string) => `cashbeat.import-corrections.${id}`;

/** Corrections of an import. They outlive a failed request, another step, and a reload of the tab. */
export function useCorrections(id: string): OwnCorrections {
  const [pending, setPending] = useState(() =>
    readCorrections(attempt(() => sessionStorage.getItem(keyOf(id)))),
  );
  const [sent, setSent] = useState(NOTHING);
  const count = countOf(pending);

  useEffect(() => {
    attempt(() =>
      count === 0
        ? sessionStorage.removeItem(keyOf(id))
        : sessionStorage.setItem(keyOf(id), JSON.stringify(pending)),
    );
  }, [id, pending, count]);

  const deeds = useMemo<CorrectionDeeds>(
    () => ({
      type: (row, field, value) => setPending((before) => typed(before, row, field, value)),
      revert: (row, field) => setPending((before) => reverted(before, row, field)),
      leaveOut: (row) => setPending((before) => leftOut(before, row)),
      takeIn: (row) => setPending((before) => takenIn(before, row)),
    }),
    [],
  );
  return {
    pending,
    count,
    sent,
    deeds,
    propose: useCallback((rows) => setPending((before) => withProposals(before, rows)), []),
    discard: useCallback(() => setPending(NOTHING), []),
    taken: useCallback((these) => {
      setSent(these);
      setPending((before) => withoutSent(before, these));
    }, []),
  };
}
