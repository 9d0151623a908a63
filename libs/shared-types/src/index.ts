export type * from './generated/contracts';

import type { PaymentEvent, PaymentUpdated } from './generated/contracts';

/** Anything with a place in the organisation's sequence, as the feed carries it. */
export type SequencedEvent = PaymentEvent | PaymentUpdated;
