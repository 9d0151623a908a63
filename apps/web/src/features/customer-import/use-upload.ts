'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { useCallback, useEffect, useRef, useState } from 'react';
import { pause } from '@/store/base-query';
import { describeFailure, isPassing, type RequestFailure } from '@/store/request-failure';
import { useUploadCustomersMutation } from './imports-api';

/** After a line that was lost, or a server that is not up: so long until the next attempt. */
const RESTS = [1_000, 3_000, 8_000];

export type UploadPhase =
  | { kind: 'idle' }
  | { kind: 'sending'; file: File; sent: number }
  /** All of it left; the API looks at it. */
  | { kind: 'answering'; file: File }
  | { kind: 'resting'; file: File; failure: RequestFailure }
  | { kind: 'failed'; file: File; failure: RequestFailure };

/**
 * Sends one file at a time. What was lost on the way is sent again by itself a few times, then by
 * the person; always with the same key, so that one choice of a file is one import.
 */
export function useUpload(onUploaded: (begun: CustomerImport) => void) {
  const [phase, setPhase] = useState<UploadPhase>({ kind: 'idle' });
  const [upload] = useUploadCustomersMutation();
  const running = useRef<AbortController>(undefined);
  const key = useRef('');

  const send = useCallback(
    async (file: File) => {
      running.current?.abort();
      const stop = (running.current = new AbortController());
      for (let attempt = 0; ; attempt += 1) {
        setPhase({ kind: 'sending', file, sent: 0 });
        const request = upload({
          file,
          options: { dryRun: true },
          key: key.current,
          onProgress: (sent) => {
            if (stop.signal.aborted) return;
            // Beside the file the body has a few hundred bytes.
            setPhase(
              sent > file.size ? { kind: 'answering', file } : { kind: 'sending', file, sent },
            );
          },
        });
        stop.signal.addEventListener('abort', () => request.abort(), { once: true });
        const { data, error } = await request;
        if (stop.signal.aborted) return;
        if (data) {
          setPhase({ kind: 'idle' });
          onUploaded(data);
          return;
        }
        const failure = describeFailure(error);
        const rest = RESTS[attempt];
        if (rest === undefined || !isPassing(failure)) {
          setPhase({ kind: 'failed', file, failure });
          return;
        }
        setPhase({ kind: 'resting', file, failure });
        await pause(rest, stop.signal);
        await online(stop.signal);
        if (stop.signal.aborted) return;
      }
    },
    [upload, onUploaded],
  );

  const cancel = useCallback(() => {
    running.current?.abort();
    setPhase({ kind: 'idle' });
  }, []);
  useEffect(() => () => running.current?.abort(), []);
  useStay(phase.kind !== 'idle' && phase.kind !== 'failed');

  return {
    phase,
    begin: useCallback(
      (file: File) => {
        key.current = crypto.randomUUID();
        void send(file);
      },
      [send],
    ),
    again: useCallback((file: File) => void send(file), [send]),
    cancel,
  };
}

/** Without a network nothing is tried: as soon as it is back. */
async function online(signal: AbortSignal): Promise<void> {
  if (navigator.onLine || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}

/** The browser asks before it leaves a page that is still sending. */
function useStay(sending: boolean): void {
  useEffect(() => {
    if (!sending) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [sending]);
}
