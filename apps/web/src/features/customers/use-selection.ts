'use client';

import type { Customer } from '@cashbeat/shared-types';
import { useCallback, useMemo, useState } from 'react';
import { allTicked, NOTHING, ticked } from './selection';

export interface SelectedCustomers {
  ids: ReadonlySet<string>;
  /** Those of the list that are ticked: one that the list lost counts no more. */
  customers: readonly Customer[];
  all: boolean;
  tick: (id: string, range: boolean) => void;
  tickAll: () => void;
  clear: () => void;
}

export function useSelection(list: readonly Customer[] | undefined): SelectedCustomers {
  const [selection, setSelection] = useState(NOTHING);
  const order = useMemo(() => list?.map(({ id }) => id) ?? [], [list]);
  const customers = useMemo(
    () => list?.filter(({ id }) => selection.ids.has(id)) ?? [],
    [list, selection.ids],
  );
  const tick = useCallback(
    (id: string, range: boolean) => setSelection((now) => ticked(now, id, { order, range })),
    [order],
  );
  const tickAll = useCallback(() => setSelection((now) => allTicked(now, order)), [order]);
  const clear = useCallback(() => setSelection(NOTHING), []);
  const all = order.length > 0 && customers.length === order.length;
  return useMemo(
    () => ({ ids: selection.ids, customers, all, tick, tickAll, clear }),
    [selection.ids, customers, all, tick, tickAll, clear],
  );
}
