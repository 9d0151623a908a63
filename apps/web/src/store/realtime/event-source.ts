import type { PaymentEventPage, SequencedEvent } from '@cashbeat/shared-types';
import { apiBaseQuery, type QueryExtra } from '../base-query';
import type { RequestFailure } from '../request-failure';
import type { Identity } from '../session/identity';

/** The events of the organisation over REST. Every method throws a `RequestFailure`. */
export interface EventSource {
  newest(limit: number, signal: AbortSignal): Promise<PaymentEventPage>;
  after(seq: number, limit: number, signal: AbortSignal): Promise<PaymentEventPage>;
  before(seq: number, limit: number, signal: AbortSignal): Promise<PaymentEventPage>;
}

/** Part of the sequence, from REST or from the socket's `resume`. */
export interface EventPart {
  events: SequencedEvent[];
  latestSeq: number;
  more: boolean;
}

export function restEventSource(identity: Identity): EventSource {
  const extra: QueryExtra = { identity };

  async function get(
    params: Record<string, number>,
    signal: AbortSignal,
  ): Promise<PaymentEventPage> {
    const api = { signal, extra } as Parameters<typeof apiBaseQuery>[1];
    const outcome = await apiBaseQuery({ path: '/payments/events', params }, api, {});
    if (outcome.error) throw outcome.error satisfies RequestFailure;
    return outcome.data as PaymentEventPage;
  }

  return {
    newest: (limit, signal) => get({ limit }, signal),
    after: (afterSeq, limit, signal) => get({ afterSeq, limit }, signal),
    before: (beforeSeq, limit, signal) => get({ beforeSeq, limit }, signal),
  };
}
