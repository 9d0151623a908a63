'use client';

import type { Webhook } from '@cashbeat/shared-types';
import { enqueueSnackbar } from 'notistack';
import { refusalInWords } from '@/features/settings/refusal-in-words';
import { describeFailure } from '@/store/request-failure';
import { useTestWebhookMutation } from './webhooks-api';

/** Sends a message to see whether it arrives; what came of it stands among the messages. */
export function useTestWebhook({ id, name }: Pick<Webhook, 'id' | 'name'>) {
  const [ask, { isLoading }] = useTestWebhookMutation();
  const test = async () => {
    const { error } = await ask(id);
    if (error) enqueueSnackbar(refusalInWords(describeFailure(error)), { variant: 'error' });
    else {
      enqueueSnackbar(`A test is on its way to ${name}; see its messages`, { variant: 'success' });
    }
  };
  return { test, busy: isLoading };
}
