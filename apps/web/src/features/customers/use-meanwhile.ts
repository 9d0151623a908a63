'use client';

import { useState } from 'react';
import type { FieldValues, Path, PathValue, UseFormReturn } from 'react-hook-form';
import { describeFailure } from '@/store/request-failure';

/** A field that somebody else changed, too. */
export interface Clash {
  field: string;
  yours: unknown;
  theirs: unknown;
  side: 'yours' | 'theirs';
}

/** How often a change is sent anew by itself, as others changed what it does not touch. */
const MOST_ATTEMPTS = 3;

interface Stored {
  version: number;
}

interface Meanwhile<Current> {
  current: Current;
  clashes: readonly Clash[];
}

export interface MeanwhileParts<
  Values extends FieldValues,
  Current extends Stored,
  Changes extends object,
> {
  form: UseFormReturn<Values>;
  /** What the form was opened with. */
  first: Current;
  /** Of the refusal that tells how it stands now. */
  code: string;
  valuesOf: (current: Current) => Values;
  /** What is otherwise than stored. */
  changesOf: (stored: Current, values: Values) => Changes;
  send: (change: Changes & Stored) => Promise<{ error?: unknown }>;
  onSaved: (values: Values) => void;
}

/**
 * What was stored when the form was opened, or by others meanwhile. Nothing that was typed is lost:
 * a field that both changed keeps what was typed until the person takes theirs.
 */
export function useMeanwhile<
  Values extends FieldValues,
  Current extends Stored,
  Changes extends object,
>({
  form,
  first,
  code,
  valuesOf,
  changesOf,
  send,
  onSaved,
}: MeanwhileParts<Values, Current, Changes>) {
  const [base, setBase] = useState(first);
  const [clashes, setClashes] = useState<readonly Clash[]>([]);
  const put = (field: string, value: unknown) =>
    form.setValue(field as Path<Values>, value as PathValue<Values, Path<Values>>, {
      shouldValidate: true,
    });

  /**
   * Takes up how it stands now, if the refusal is one that tells it. `sent` are the fields it was to
   * change; of those the API names all that stand otherwise than wanted, also where nobody else
   * touched them.
   */
  const takeUp = (refusal: unknown, sent: readonly string[]): Meanwhile<Current> | undefined => {
    const failure = describeFailure(refusal);
    const answer = failure.answer as { current?: Current; fields?: string[] } | undefined;
    if (failure.code !== code || !answer?.current || !answer.fields) return undefined;
    const { current } = answer;
    const [before, theirs, yours] = [valuesOf(base), valuesOf(current), form.getValues()];
    for (const field of Object.keys(theirs)) {
      if (!sent.includes(field)) put(field, theirs[field]);
    }
    const found = answer.fields
      .filter((field) => JSON.stringify(theirs[field]) !== JSON.stringify(before[field]))
      .map((field): Clash => ({
        field,
        yours: yours[field],
        theirs: theirs[field],
        side: 'yours',
      }));
    setBase(current);
    setClashes(found);
    return { current, clashes: found };
  };

  const choose = (field: string, side: Clash['side']) => {
    const clash = clashes.find((known) => known.field === field);
    if (!clash || clash.side === side) return;
    // What was typed since is yours as well.
    const yours = clash.side === 'yours' ? (form.getValues()[field] as unknown) : clash.yours;
    put(field, side === 'yours' ? yours : clash.theirs);
    setClashes(clashes.map((known) => (known === clash ? { ...clash, yours, side } : known)));
  };

  /** Sends what is otherwise than stored. Returns the failure, but for one that `clashes` tell. */
  const save = async (typed: Values): Promise<unknown> => {
    let [stored, values] = [base, typed];
    for (let attempt = 1; ; attempt += 1) {
      const changes = changesOf(stored, values);
      if (Object.keys(changes).length === 0) break;
      const { error } = await send({ ...changes, version: stored.version });
      if (!error) break;
      const meanwhile = takeUp(error, Object.keys(changes));
      if (!meanwhile || attempt === MOST_ATTEMPTS) return error;
      if (meanwhile.clashes.length > 0) return undefined;
      stored = meanwhile.current;
      values = form.getValues();
    }
    onSaved(values);
    return undefined;
  };

  return { base, clashes, save, choose };
}
