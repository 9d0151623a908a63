'use client';

import { useFormContext } from 'react-hook-form';

/** Joins an input to the form around it: what `register` gives, and its fault in words. */
export function useField(name: string) {
  const { register, formState, getFieldState } = useFormContext();
  return { input: register(name), error: getFieldState(name, formState).error?.message };
}
