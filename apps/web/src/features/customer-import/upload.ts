import { addressOf, type Outcome } from '@/store/base-query';
import {
  failureOfAnswer,
  failureOfNobody,
  failureOfSilence,
  withWait,
} from '@/store/request-failure';
import { type Identity, isUnauthenticated } from '@/store/session/identity';

export interface UploadRequest {
  /** Below `/api`. */
  path: string;
  form: FormData;
  key: string;
  /** Bytes that left, of the whole body. */
  onProgress: (sentBytes: number) => void;
}

/**
 * Sends a file in the name of who is signed in, as the store sends its requests; `fetch` tells
 * nothing of how much has left. An expired token costs one refresh and another attempt.
 */
export async function uploadFile(
  identity: Identity,
  request: UploadRequest,
  signal: AbortSignal,
): Promise<Outcome> {
  const headers = await identity.headers(signal);
  if (!headers) return { error: failureOfNobody() };
  let outcome = await sendForm(request, headers, signal);
  if ('error' in outcome && isUnauthenticated(outcome.error)) {
    const renewal = await identity.renewed(headers);
    if (renewal.kind === 'failed') return { error: renewal.failure };
    const again = renewal.kind === 'renewed' ? await identity.headers(signal) : null;
    if (again) outcome = await sendForm(request, again, signal);
  }
  if ('error' in outcome) identity.refused(outcome.error.code);
  return outcome;
}

function sendForm(
  { path, form, key, onProgress }: UploadRequest,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', addressOf({ path }));
    const all = { accept: 'application/json', 'idempotency-key': key, ...headers };
    for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    const stop = () => request.abort();
    signal.addEventListener('abort', stop, { once: true });
    // Of an answer, a lost line and an end by ourselves alike; an answer has a status.
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', stop);
      resolve(request.status === 0 ? { error: failureOfSilence(false) } : answerOf(request));
    });
    if (signal.aborted) resolve({ error: failureOfSilence(false) });
    else request.send(form);
  });
}

function answerOf(request: XMLHttpRequest): Outcome {
  const body = parsed(request.responseText);
  if (request.status >= 200 && request.status < 300) return { data: body };
  const requestId = request.getResponseHeader('x-request-id') ?? undefined;
  const seconds = Number(request.getResponseHeader('retry-after')) || undefined;
  const failure = failureOfAnswer(request.status, body, requestId);
  return { error: withWait(failure, seconds), retryAfter: seconds && seconds * 1_000 };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
