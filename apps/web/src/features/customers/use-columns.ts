'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { browserChoice } from '@/store/session/browser-choice';
import { type ColumnId, fittingColumns, readColumns } from './columns';

const choice = browserChoice('cashbeat.customer-columns');

export interface Columns {
  shown: readonly ColumnId[];
  /** Nobody chose them: they are those that find room. */
  automatic: boolean;
  choose: (ids: readonly ColumnId[]) => void;
  /** As many as find room again. */
  reset: () => void;
}

/** The columns that were chosen in this browser; without a choice those that find room. */
export function useColumns(room: number): Columns {
  const kept = useSyncExternalStore(choice.subscribe, choice.read, () => null);
  return useMemo(() => {
    const chosen = readColumns(kept);
    return {
      shown: chosen ?? fittingColumns(room),
      automatic: chosen === undefined,
      choose: (ids) => choice.choose(ids.join(',')),
      reset: () => choice.choose(''),
    };
  }, [kept, room]);
}
