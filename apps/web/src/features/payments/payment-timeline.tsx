import type { PaymentEventType, TimelineEntry } from '@cashbeat/shared-types';
import { Timeline, TimelineStep } from '@cashbeat/ui/timeline';
import Typography from '@mui/material/Typography';
import { inWords } from '@/features/organisation/use-method-name';
import { useFormats } from '@/store/session/use-formats';
import { EVENT_STYLES } from './event-style';

const SENTENCES: Record<PaymentEventType, string> = {
  payment_created: 'Payment created',
  payment_received: 'Money received',
  payment_failed: 'Payment failed',
  payment_retried: 'Tried again',
  payment_refunded: 'Refunded',
};

export interface PaymentTimelineProps {
  timeline: readonly TimelineEntry[];
  currency: string;
  zone: string;
}

/** Everything that happened to a payment, oldest first. */
export function PaymentTimeline({ timeline, currency, zone }: PaymentTimelineProps) {
  const { formatDateTime, formatMoney } = useFormats();
  return (
    <Timeline data-testid="payment-timeline">
      {timeline.map((entry) => {
        const { tone, Icon } = EVENT_STYLES[entry.type];
        return (
          <TimelineStep key={entry.id} tone={tone} icon={<Icon />}>
            <Typography variant="body2" sx={{ fontWeight: 550 }}>
              {SENTENCES[entry.type]}
              {entry.type === 'payment_refunded' && ` ${formatMoney(entry.amount, currency)}`}
              {entry.failureCode && `: ${inWords(entry.failureCode).toLowerCase()}`}
            </Typography>
            <Typography
              variant="caption"
              color="textSecondary"
              component="time"
              dateTime={entry.occurredAt}
            >
              {formatDateTime(entry.occurredAt, zone)}
            </Typography>
          </TimelineStep>
        );
      })}
    </Timeline>
  );
}
