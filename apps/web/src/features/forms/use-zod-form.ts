'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { type DefaultValues, type FieldValues, useForm, type UseFormReturn } from 'react-hook-form';
import { config, type z } from 'zod';

// Compiled checks would need eval, which the page's policy forbids and reports.
config({ jitless: true });

/**
 * A form that checks with a zod schema: first when it is sent (or a field is `left`, in a long one),
 * from then on with every key, so that nobody is told off while still typing and a fault disappears
 * as soon as it is mended.
 */
export function useZodForm<Input extends FieldValues, Output>(
  schema: z.ZodType<Output, Input>,
  defaultValues: DefaultValues<Input>,
  firstChecked: 'sent' | 'left' = 'sent',
): UseFormReturn<Input, unknown, Output> {
  return useForm<Input, unknown, Output>({
    resolver: zodResolver(schema),
    defaultValues,
    mode: firstChecked === 'left' ? 'onTouched' : 'onSubmit',
    reValidateMode: 'onChange',
    shouldFocusError: true,
  });
}
