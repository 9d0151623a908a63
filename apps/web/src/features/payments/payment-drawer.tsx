'use client';

import type { PaymentDetails } from '@cashbeat/shared-types';
import { CrossIcon, ErrorState } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { inWords, useMethodName } from '@/features/organisation/use-method-name';
import { describeFailure } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import { PaymentActions } from './payment-actions';
import { PaymentStatusPill } from './payment-status';
import { PaymentTimeline } from './payment-timeline';
import { useGetPaymentQuery } from './payments-api';

export interface PaymentDrawerProps {
  open: boolean;
  /** Stays the same while the drawer slides out. */
  id: string;
  zone: string;
  onClose: () => void;
}

/** One payment with all that happened to it, and what may happen next. */
export default function PaymentDrawer({ open, id, zone, onClose }: PaymentDrawerProps) {
  return (
    <Drawer
      anchor="right"
      open={open}
      onClose={onClose}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-labelledby': 'payment-drawer-title',
          sx: { width: { xs: '100%', sm: 440 }, borderLeft: 1, borderColor: 'divider' },
        },
      }}
    >
      <DrawerBody id={id} zone={zone} onClose={onClose} />
    </Drawer>
  );
}

function DrawerBody({ id, zone, onClose }: Omit<PaymentDrawerProps, 'open'>) {
  const { currentData: payment, error, refetch, isFetching } = useGetPaymentQuery(id);
  const failure = error && describeFailure(error);
  return (
    <Box
      data-testid="payment-drawer"
      sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          px: 5,
          py: 3,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <Typography variant="h2" id="payment-drawer-title">
          Payment
        </Typography>
        <IconButton aria-label="Close" onClick={onClose} sx={{ ml: 'auto' }}>
          <CrossIcon />
        </IconButton>
      </Box>
      <Box sx={{ flex: 1, overflowY: 'auto', p: 5 }}>
        {payment && <Details payment={payment} zone={zone} />}
        {!payment && failure && (
          <ErrorState
            title={failure.title}
            detail={failure.detail}
            requestId={failure.requestId}
            onRetry={failure.status === 404 ? undefined : () => void refetch()}
            retrying={isFetching}
          />
        )}
        {!payment && !failure && <DetailsSkeleton />}
      </Box>
    </Box>
  );
}

function Details({ payment, zone }: { payment: PaymentDetails; zone: string }) {
  const { formatDateTime, formatMoney } = useFormats();
  const methodName = useMethodName();
  const partly = payment.status === 'completed' && payment.refundedAmount > 0;
  return (
    <Box sx={{ display: 'grid', gap: 5 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 3, flexWrap: 'wrap' }}>
        <Typography variant="figure">{formatMoney(payment.amount, payment.currency)}</Typography>
        <PaymentStatusPill status={payment.status} partlyRefunded={partly} />
      </Box>
      <PaymentActions key={payment.id} payment={payment} />
      <Box
        component="dl"
        sx={{
          m: 0,
          display: 'grid',
          gridTemplateColumns: { xs: '88px 1fr', sm: '120px 1fr' },
          rowGap: 2,
          columnGap: 3,
        }}
      >
        <Fact name="Method">{methodName(payment.method)}</Fact>
        <Fact name="Made">{formatDateTime(payment.createdAt, zone)}</Fact>
        <Fact name="Changed">{formatDateTime(payment.updatedAt, zone)}</Fact>
        {payment.refundedAmount > 0 && (
          <Fact name="Refunded">{formatMoney(payment.refundedAmount, payment.currency)}</Fact>
        )}
        {payment.failureCode && <Fact name="Failure">{inWords(payment.failureCode)}</Fact>}
        {payment.customerId && <Fact name="Customer">{payment.customerId}</Fact>}
        {payment.externalId && <Fact name="Reference">{payment.externalId}</Fact>}
        {payment.description && <Fact name="Description">{payment.description}</Fact>}
        <Fact name="Payment id">
          <code>{payment.id}</code>
        </Fact>
      </Box>
      <Divider />
      <Box>
        <Typography variant="h3" sx={{ mb: 3 }}>
          Timeline
        </Typography>
        <PaymentTimeline timeline={payment.timeline} currency={payment.currency} zone={zone} />
        <Typography variant="caption" color="textSecondary">
          Times in {zone.replaceAll('_', ' ')}
        </Typography>
      </Box>
    </Box>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <Typography component="dt" variant="body2" color="textSecondary">
        {name}
      </Typography>
      <Typography component="dd" variant="body2" sx={{ m: 0, overflowWrap: 'anywhere' }}>
        {children}
      </Typography>
    </>
  );
}

function DetailsSkeleton() {
  return (
    <Box role="status" aria-label="Loading the payment" sx={{ display: 'grid', gap: 3 }}>
      <Skeleton width="55%" height={40} />
      {Array.from({ length: 6 }, (_, line) => (
        <Skeleton key={line} width={`${80 - line * 6}%`} />
      ))}
    </Box>
  );
}
