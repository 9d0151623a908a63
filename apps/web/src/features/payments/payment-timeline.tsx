import type { PaymentEventType, TimelineEntry } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
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
    <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }} data-testid="payment-timeline">
      {timeline.map((entry, index) => {
        const { tone, Icon } = EVENT_STYLES[entry.type];
        const last = index === timeline.length - 1;
        return (
          <Box component="li" key={entry.id} sx={{ display: 'flex', gap: 3 }}>
            <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'center' }}>
              <Box
                sx={{
                  width: 24,
                  height: 24,
                  borderRadius: 999,
                  display: 'grid',
                  placeItems: 'center',
                  color: `tone.${tone}.main`,
                  border: '1.5px solid',
                  '& svg': { fontSize: 14, strokeWidth: 2 },
                }}
              >
                <Icon />
              </Box>
              {!last && <Box sx={{ flex: 1, width: '1.5px', minHeight: 20, bgcolor: 'divider' }} />}
            </Box>
            <Box sx={{ pb: 4, flex: 1, minWidth: 0 }}>
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
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}
