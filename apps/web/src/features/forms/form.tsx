'use client';

import Box from '@mui/material/Box';
import { createContext, type ReactNode, use } from 'react';
import { type FieldValues, FormProvider, type Path, type UseFormReturn } from 'react-hook-form';
import { describeFailure } from '@/store/request-failure';
import { FormNotice } from './form-notice';
import { useServerFaults } from './use-server-faults';

const Busy = createContext(false);

/** Whether the form around is being sent. */
export function useFormBusy(): boolean {
  return use(Busy);
}

export interface FormProps<Input extends FieldValues, Output> {
  form: UseFormReturn<Input, unknown, Output>;
  /** Sends it. Returns or throws the failure, if any; its faults are told at their fields. */
  onSubmit: (values: Output) => Promise<unknown>;
  /** Where a code means a field although the server names none. */
  fieldOfCode?: Partial<Record<string, Path<Input>>>;
  children: ReactNode;
  label?: string;
}

/** A form of `TextField`, `PasswordField` … and one `SubmitButton`. */
export function Form<Input extends FieldValues, Output>({
  form,
  onSubmit,
  fieldOfCode,
  children,
  label,
}: FormProps<Input, Output>) {
  const { fault, show, clear } = useServerFaults(
    form as unknown as UseFormReturn<Input>,
    fieldOfCode,
  );
  const busy = form.formState.isSubmitting;
  const send = form.handleSubmit(async (values) => {
    clear();
    try {
      const failure = await onSubmit(values);
      if (failure) show(failure);
    } catch (error) {
      show(describeFailure(error));
    }
  }, clear);
  return (
    <FormProvider {...form}>
      <Busy value={busy}>
        <Box
          component="form"
          noValidate
          aria-label={label}
          aria-busy={busy}
          // A second press while the first is under way sends nothing twice.
          onSubmit={(event) => {
            event.preventDefault();
            event.stopPropagation();
            if (!busy) void send(event);
          }}
          sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 4 }}
        >
          {fault && <FormNotice {...fault} />}
          {children}
        </Box>
      </Busy>
    </FormProvider>
  );
}
