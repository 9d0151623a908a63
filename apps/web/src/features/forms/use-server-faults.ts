'use client';

import { useCallback, useState } from 'react';
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { describeFailure, type RequestFailure } from '@/store/request-failure';

/** What a form says as a whole: that which belongs to none of its fields. */
export interface FormFault {
  /** A sentence for each fault. */
  messages: string[];
  requestId?: string;
}

export interface ServerFaults {
  fault: FormFault | undefined;
  /** Tells what the server refused, each fault where it belongs. */
  show: (error: unknown) => void;
  clear: () => void;
}

/**
 * Puts the faults that the server found onto the fields that they are about, and the rest onto the
 * form. The first field that is wrong gets the focus.
 */
export function useServerFaults<Values extends FieldValues>(
  { setError, getValues }: UseFormReturn<Values>,
  /** Where a code means a field although the server names none: `{invalid_code: 'code'}`. */
  fieldOfCode: Partial<Record<string, Path<Values>>> = {},
): ServerFaults {
  const [fault, setFault] = useState<FormFault>();
  const clear = useCallback(() => setFault(undefined), []);
  const show = (error: unknown) => {
    const failure = describeFailure(error);
    const { onFields, onForm } = sortFaults(failure, new Set(pathsOf(getValues())), fieldOfCode);
    onFields.forEach(({ field, message }, index) => {
      setError(field as Path<Values>, { type: 'server', message }, { shouldFocus: index === 0 });
    });
    setFault(onForm.length > 0 ? { messages: onForm, requestId: failure.requestId } : undefined);
  };
  return { fault, show, clear };
}

/** Names of fields, and of those of each thing in a list: `contacts.0.email`. */
function pathsOf(values: object): string[] {
  return Object.entries(values).flatMap(([name, value]) => [
    name,
    ...(Array.isArray(value) ? value : []).flatMap((each: unknown, index) =>
      typeof each === 'object' && each !== null
        ? Object.keys(each).map((inner) => `${name}.${index}.${inner}`)
        : [],
    ),
  ]);
}

interface SortedFaults {
  onFields: { field: string; message: string }[];
  onForm: string[];
}

export function sortFaults(
  failure: RequestFailure,
  fields: ReadonlySet<string>,
  fieldOfCode: Partial<Record<string, string>> = {},
): SortedFaults {
  const named = fieldOfCode[failure.code];
  if (named !== undefined) {
    return { onFields: [{ field: named, message: sentence(failure.detail) }], onForm: [] };
  }
  const result: SortedFaults = { onFields: [], onForm: [] };
  for (const { field, message } of failure.errors) {
    // `scopes.2` is told at the field `scopes`.
    const name = fields.has(field) ? field : field.split('.')[0]!;
    if (fields.has(name)) result.onFields.push({ field: name, message: sentence(message) });
    else result.onForm.push(sentence(message));
  }
  if (failure.errors.length === 0) result.onForm.push(sentence(failure.detail));
  return result;
}

/** "must be a currency" → "This must be a currency." */
export function sentence(text: string): string {
  const trimmed = text.trim().replace(/^(?=(?:is|was|has|must|should|cannot) )/, 'This ');
  if (trimmed === '') return trimmed;
  const ended = /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}
