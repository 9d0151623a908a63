import type { FieldProblem, Problem } from '@cashbeat/shared-types';

/** Why a request failed, whatever the cause: an answer of the API, or no answer at all. */
export interface RequestFailure {
  /** HTTP status; 0 when nothing answered. */
  status: number;
  code: string;
  title: string;
  detail: string;
  requestId?: string;
  errors: FieldProblem[];
  /** The whole of what was answered, for what it says besides. */
  answer?: object;
}

export function failureOfAnswer(status: number, body: unknown, requestId?: string): RequestFailure {
  if (isProblem(body)) {
    return {
      status,
      code: body.code,
      title: body.title,
      detail: withoutParameters(body),
      requestId: body.requestId ?? requestId,
      errors: body.errors ?? [],
      answer: body,
    };
  }
  return {
    status,
    code: 'unexpected_answer',
    title: 'Unexpected answer',
    detail: `The server answered ${status} without saying why.`,
    requestId,
    errors: [],
  };
}

/** A refusal that came too soon, with when to come again where its own words do not say so. */
export function withWait(failure: RequestFailure, seconds: number | undefined): RequestFailure {
  if (failure.status !== 429 || !seconds || /\d s\b/.test(failure.detail)) return failure;
  return { ...failure, detail: `${failure.detail} Try again in ${seconds} s.` };
}

/** The address is ours, not the reader's: "query.currency: 'XQZ' is …" begins with 'XQZ'. */
function withoutParameters({ detail, errors }: Problem): string {
  return (errors ?? [])
    .filter(({ field }) => field.startsWith('query.'))
    .reduce((text, { field }) => text.replaceAll(`${field}: `, ''), detail);
}

export function failureOfSilence(timedOut: boolean): RequestFailure {
  return {
    status: 0,
    code: timedOut ? 'timed_out' : 'unreachable',
    title: timedOut ? 'No answer in time' : 'Cannot reach the server',
    detail: timedOut
      ? 'The server took too long to answer.'
      : 'The network is down or the server does not run. It is tried again as soon as it can be reached.',
    errors: [],
  };
}

/** Nobody is signed in; it is not even asked. */
export function failureOfNobody(): RequestFailure {
  return {
    status: 401,
    code: 'unauthenticated',
    title: 'Not signed in',
    detail: 'You are signed out.',
    errors: [],
  };
}

export function isRequestFailure(error: unknown): error is RequestFailure {
  return typeof error === 'object' && error !== null && 'code' in error && 'detail' in error;
}

/** What a person is told, also of an error that nobody planned. */
export function describeFailure(error: unknown): RequestFailure {
  if (isRequestFailure(error)) return error;
  return { ...failureOfSilence(false), code: 'unknown', title: 'Something went wrong' };
}

/** Nothing answered, or something that is overloaded or not up yet: worth another attempt. */
export function isPassing({ status }: RequestFailure): boolean {
  return status === 0 || status === 502 || status === 503 || status === 504;
}

/** The request itself is at fault, so asking again is refused again; not so when it came too soon or late. */
export function isRefusal({ status }: RequestFailure): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** A title as the second half of a sentence: "the database …", but "API …". */
export function inSentence(title: string): string {
  return /^[A-Z][a-z ]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    typeof (body as Problem).code === 'string' &&
    typeof (body as Problem).detail === 'string'
  );
}
