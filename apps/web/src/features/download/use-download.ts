'use client';

import { enqueueSnackbar } from 'notistack';
import { useState } from 'react';
import { describeFailure } from '@/store/request-failure';
import { saveFile } from './save-file';

interface Outcome {
  data?: File;
  error?: unknown;
}

/** Fetches a file in the name of who is signed in, and saves it under the name that the API gave. */
export function useDownload(fetchFile: () => Promise<Outcome>) {
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    const { data, error } = await fetchFile();
    setBusy(false);
    if (data) return saveFile(data, data.name);
    const { detail, requestId } = describeFailure(error);
    enqueueSnackbar(`Not downloaded. ${detail}${requestId ? ` Request ${requestId}` : ''}`, {
      variant: 'error',
      autoHideDuration: 8_000,
    });
    return undefined;
  };
  return { busy, download: () => void download() };
}
