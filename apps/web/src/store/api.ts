import { createApi, type TagDescription } from '@reduxjs/toolkit/query/react';
import { apiBaseQuery } from './base-query';
import { isPassing, isRefusal, type RequestFailure } from './request-failure';

export const TAGS = [
  'Metrics',
  'Trends',
  'Breakdown',
  'Payment',
  'PaymentList',
  'Organisation',
  'Role',
  'Member',
  'Invitation',
  'ApiKey',
  'AuditLog',
  'UserSession',
  'SystemStatus',
  'Alert',
  'AlertRule',
  'Webhook',
  'SavedView',
  'Customer',
  'CustomerList',
  'Receivables',
  'Notification',
  'NotificationPreference',
  'Unanswered',
] as const;

type Tag = TagDescription<(typeof TAGS)[number]>;

/** The one cache of server state. Features add their endpoints with `injectEndpoints`. */
export const api = createApi({
  reducerPath: 'api',
  baseQuery: apiBaseQuery,
  tagTypes: TAGS,
  keepUnusedDataFor: 120,
  refetchOnReconnect: true,
  endpoints: () => ({}),
});

/**
 * What an answer is about. A request left unanswered is about that too: it is repeated once the
 * server is back. A refused one is about nothing: no change of the data makes it right.
 */
export function about(...tags: Tag[]) {
  return (_answer: unknown, failure: RequestFailure | undefined): Tag[] => {
    if (!failure) return tags;
    if (isRefusal(failure)) return [];
    return isPassing(failure) ? [...tags, 'Unanswered'] : tags;
  };
}
