'use client';

import type { SequencedEvent } from '@cashbeat/shared-types';
import { toneColours } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { memo } from 'react';
import { inWords } from '@/features/organisation/use-method-name';
import { EVENT_STYLES } from '@/features/payments/event-style';
import { useFormats } from '@/store/session/use-formats';
import { eventTime } from './event-time';
import { EVENT_ROW_HEIGHT } from './feed-skeleton';

export interface EventRowProps {
  event: SequencedEvent;
  zone: string;
  /** The running day in `zone`. */
  today: string;
  methodName: (code: string) => string;
  onOpen: (paymentId: string) => void;
}

/** One event: what happened, to how much money, when. Rows change at midnight only. */
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
  return (
    <ButtonBase
      data-testid="event-row"
      data-seq={seq}
      data-payment={payment.id}
      data-type={type}
      onClick={() => onOpen(payment.id)}
      sx={{
        width: '100%',
        height: EVENT_ROW_HEIGHT,
        px: 4,
        gap: 3,
        textAlign: 'left',
        borderBottom: 1,
        borderColor: 'divider',
        '&:hover': { bgcolor: 'surface.sunken' },
        '&:focus-visible': { outlineOffset: -2 },
      }}
    >
      <Box
        sx={{
          ...toneColours(tone),
          width: 32,
          height: 32,
          flexShrink: 0,
          borderRadius: 999,
          display: 'grid',
          placeItems: 'center',
          '& svg': { fontSize: 16, strokeWidth: 2 },
        }}
      >
        <Icon />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ fontSize: '0.8125rem', fontWeight: 550, lineHeight: 1.4 }}>{label}</Box>
        <Box
          sx={{
            fontSize: '0.75rem',
            color: 'text.secondary',
            lineHeight: 1.4,
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {detail.join(' · ')}
        </Box>
      </Box>
      <Box sx={{ textAlign: 'right', fontVariantNumeric: 'tabular-nums', flexShrink: 0 }}>
        <Box
          sx={{
            fontSize: '0.8125rem',
            fontWeight: 600,
            lineHeight: 1.4,
            ...(type === 'payment_failed' && {
              color: 'text.secondary',
              textDecoration: 'line-through',
            }),
          }}
        >
          {type === 'payment_refunded' && '−'}
          {formats.formatMoney(
            type === 'payment_refunded' ? payment.refundedAmount : payment.amount,
            payment.currency,
          )}
        </Box>
        <Box
          component="time"
          dateTime={timestamp}
          title={formats.formatDateTime(timestamp, zone)}
          sx={{ fontSize: '0.75rem', color: 'text.secondary', lineHeight: 1.4 }}
        >
          {eventTime(timestamp, zone, today, formats)}
        </Box>
      </Box>
    </ButtonBase>
  );
});
