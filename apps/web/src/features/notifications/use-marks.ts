'use client';

import type { Notification } from '@cashbeat/shared-types';
import { enqueueSnackbar } from 'notistack';
import { useMemo } from 'react';
import { undoToast } from '@/features/customers/undo-toast';
import { refusalInWords } from '@/features/settings/refusal-in-words';
import { describeFailure } from '@/store/request-failure';
import type { Mark } from './marks';
import { useMarkNotificationsMutation } from './notifications-api';

/** The most that the API marks by name at once. */
const MOST_NAMED = 200;

/** Marks notifications; they look marked at once, and as before where the API refuses. */
export function useMarks() {
  const [mark] = useMarkNotificationsMutation();
  return useMemo(() => {
    /** True once it is done. */
    const run = async (wanted: Mark): Promise<boolean> => {
      const { error } = await mark(wanted);
      if (error) {
        const why = refusalInWords(describeFailure(error));
        enqueueSnackbar(`It is as it was before. ${why}`, { variant: 'error' });
      }
      return !error;
    };
    return {
      setRead: ({ id }: Notification, read: boolean) => run({ ids: [id], read }),
      async archive({ id, read }: Notification) {
        const done = await run({ ids: [id], archived: true });
        if (done) undoToast('Archived', () => run({ ids: [id], archived: false, read }));
      },
      async restore({ id }: Notification) {
        const done = await run({ ids: [id], archived: false });
        if (done) undoToast('Back in the inbox', () => run({ ids: [id], archived: true }));
      },
      /** Up to a moment: what arrives meanwhile stays unread. */
      readUntil: (until: string) => run({ all: true, until, read: true }),
      readThese: (ids: readonly string[]) => run({ ids: ids.slice(0, MOST_NAMED), read: true }),
    };
  }, [mark]);
}
