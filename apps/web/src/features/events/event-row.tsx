'use client';

import type { SequencedEvent } from '@cashbeat/shared-types';
import { memo } from 'react';
import { inWords } from '@/features/organisation/use-method-name';
import { EVENT_STYLES } from '@/features/payments/event-style';
import { useFormats } from '@/store/session/use-formats';
import { eventTime } from './event-time';

export interface EventRowProps {
  event: SequencedEvent;
  zone: string;
  /** The running day in `zone`. */
  today: string;
  methodName: (code: string) => string;
  onOpen: (paymentId: string) => void;
}

/**
 * One event: what happened, to how much money, when. Rows change at midnight only. Plain elements,
 * see `event-rows-style`.
 */
export const EventRow = memo(function EventRow({
  event,
  zone,
  today,
  methodName,
  onOpen,
}: EventRowProps) {
  const formats = useFormats();
  const { payment, type, timestamp, seq } = event;
  const { tone, label, Icon } = EVENT_STYLES[type];
  const detail = [
    methodName(payment.method),
    type === 'payment_failed' && payment.failureCode
      ? inWords(payment.failureCode)
      : (payment.externalId ?? payment.customerId),
  ].filter(Boolean);
  const failed = type === 'payment_failed';
  const refunded = type === 'payment_refunded';
  return (
    <button
      type="button"
      className="event-row"
      data-testid="event-row"
      data-seq={seq}
      data-payment={payment.id}
      data-type={type}
      onClick={() => onOpen(payment.id)}
    >
      <span className={`sign ${tone}`}>
        <Icon />
      </span>
      <span className="what">
        <span className="label">{label}</span>
        <span className="detail">{detail.join(' · ')}</span>
      </span>
      <span className="figures">
        <span className={failed ? 'amount void' : 'amount'}>
          {refunded && '−'}
          {formats.formatMoney(
            refunded ? payment.refundedAmount : payment.amount,
            payment.currency,
          )}
        </span>
        <time dateTime={timestamp} title={formats.formatDateTime(timestamp, zone)}>
          {eventTime(timestamp, zone, today, formats)}
        </time>
      </span>
    </button>
  );
});
