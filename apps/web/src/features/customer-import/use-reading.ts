'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { useState } from 'react';
import { usePermission } from '@/store/session/use-permission';
import type { ImportField } from './import-fields';
import { useChangeImportMutation } from './imports-api';
import { type Mapping, mappingOf, withChoice } from './mapping';
import { choicesOf, differs, optionsOf, type ReadingChoices } from './reading-choices';

/** How a file is to be read, while a person chooses it. */
export function useReading(given: CustomerImport) {
  const [choices, setChoices] = useState(() => choicesOf(given.options));
  const [mapping, setMapping] = useState<Mapping>(() => mappingOf(given.columns));
  /** A column that lost its field to another one, and to which. */
  const [taken, setTaken] = useState<{ from: number; field: ImportField }>();
  const [change, { isLoading, error }] = useChangeImportMutation();
  const writes = usePermission('customers:write');
  const busy = isLoading || given.state === 'checking';
  return {
    choices,
    mapping,
    taken,
    busy,
    /** Nothing can be chosen: just now, or by this person at all. */
    locked: busy || !writes,
    writes,
    error,
    dirty: differs(given, choices, mapping),
    choose: (part: Partial<ReadingChoices>) => setChoices((before) => ({ ...before, ...part })),
    map: (position: number, field: ImportField | null) => {
      const next = withChoice(mapping, position, field);
      setMapping(next.mapping);
      setTaken(
        field !== null && next.takenFrom !== undefined
          ? { from: next.takenFrom, field }
          : undefined,
      );
    },
    /** Has the file read like that; whether that was taken. */
    send: async () => {
      const options = optionsOf(given, choices, mapping);
      const outcome = await change({ id: given.id, body: { options } });
      return outcome.error === undefined;
    },
  };
}

export type Reading = ReturnType<typeof useReading>;
