import type { BaseQueryFn } from '@reduxjs/toolkit/query';
import {
  failureOfAnswer,
  failureOfNobody,
  failureOfSilence,
  isPassing,
  type RequestFailure,
  withWait,
} from './request-failure';
import { type Identity, isUnauthenticated } from './session/identity';

export interface ApiRequest {
  path: string;
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Absent and empty values are left out of the address; a list comes once for each of its values. */
  params?: Record<string, string | number | readonly string[] | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
  /** For people who are not signed in (yet): no token is sent, nor waited for. */
  anonymous?: boolean;
  /** The answer is a `File` under the name that the API gives it; it takes as long as it takes. */
  file?: boolean;
}

/** What the store gives to everything that asks the API. */
export interface QueryExtra {
  identity: Identity;
}

export const TIMEOUT = 10_000;
const RETRY_DELAYS = [300, 1_200];
const MAX_RETRY_AFTER = 5_000;

/** Requests to our own origin. Reads are tried three times when nothing or an overloaded server answers. */
export const apiBaseQuery: BaseQueryFn<ApiRequest, unknown, RequestFailure> = async (
  request,
  { signal, extra },
) => {
  const identity = (extra as QueryExtra | undefined)?.identity;
  const delays = (request.method ?? 'GET') === 'GET' ? RETRY_DELAYS : [];
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await sendAs(identity, request, signal);
    const delay = delays[attempt];
    if ('data' in outcome || delay === undefined || !isPassing(outcome.error) || signal.aborted) {
      return 'data' in outcome ? { data: outcome.data } : { error: outcome.error };
    }
    await pause(Math.min(outcome.retryAfter ?? delay, MAX_RETRY_AFTER), signal);
  }
};

export type Outcome = { data: unknown } | { error: RequestFailure; retryAfter?: number };

/** Sends a request in the name of who is signed in; an expired token costs one refresh, shared by all. */
async function sendAs(
  identity: Identity | undefined,
  request: ApiRequest,
  signal: AbortSignal,
): Promise<Outcome> {
  if (!identity || request.anonymous) return send(request, signal);
  const headers = await identity.headers(signal);
  if (!headers) return { error: failureOfNobody() };
  let outcome = await send(withHeaders(request, headers), signal);
  if ('error' in outcome && isUnauthenticated(outcome.error)) {
    const renewal = await identity.renewed(headers);
    // Not refused for good: it is repeated once the server is back.
    if (renewal.kind === 'failed') return { error: renewal.failure };
    const again = renewal.kind === 'renewed' ? await identity.headers(signal) : null;
    if (again) outcome = await send(withHeaders(request, again), signal);
  }
  if ('error' in outcome) identity.refused(outcome.error.code);
  return outcome;
}

function withHeaders(request: ApiRequest, headers: Record<string, string>): ApiRequest {
  return { ...request, headers: { ...headers, ...request.headers } };
}

/** One request, once. */
export async function send(request: ApiRequest, signal: AbortSignal): Promise<Outcome> {
  const timeout = AbortSignal.timeout(TIMEOUT);
  try {
    const response = await fetch(addressOf(request), {
      method: request.method ?? 'GET',
      headers: {
        accept: request.file ? '*/*' : 'application/json',
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
        ...request.headers,
      },
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      signal: request.file ? signal : AbortSignal.any([signal, timeout]),
    });
    if (request.file && response.ok) return { data: await fileOf(response) };
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok) return { data: body ?? null };
    const requestId = response.headers.get('x-request-id') ?? undefined;
    const seconds = Number(response.headers.get('retry-after')) || undefined;
    const failure = failureOfAnswer(response.status, body, requestId);
    return { error: withWait(failure, seconds), retryAfter: seconds && seconds * 1000 };
  } catch {
    return { error: failureOfSilence(timeout.aborted) };
  }
}

/** `attachment; filename="payments.csv"` */
async function fileOf(response: Response): Promise<File> {
  const told = /filename="?([^";/\\]+)"?/.exec(response.headers.get('content-disposition') ?? '');
  const contents = await response.blob();
  return new File([contents], told?.[1] ?? 'download', { type: contents.type });
}

export function addressOf({ path, params = {} }: ApiRequest): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const each of [value].flat()) {
      if (each !== undefined && each !== '') query.append(name, String(each));
    }
  }
  const text = query.toString();
  return new URL(`/api${path}${text && `?${text}`}`, window.location.origin).href;
}

export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
