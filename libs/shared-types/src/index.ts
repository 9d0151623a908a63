export type * from './generated/contracts';

import type {
  Membership,
  NewApiKey,
  PaymentEvent,
  PaymentUpdated,
  Session,
} from './generated/contracts';

/** Anything with a place in the organisation's sequence, as the feed carries it. */
export type SequencedEvent = PaymentEvent | PaymentUpdated;

/** One thing that may be allowed in an organisation. */
export type Permission = Session['permissions'][number];

/** What a member is in an organisation. */
export type Role = Membership['role'];

/** What an API key may be allowed. */
export type Scope = NewApiKey['scopes'][number];
