'use client';

import type { PaymentDetails } from '@cashbeat/shared-types';
import { ErrorState } from '@cashbeat/ui';
import { SideDrawer } from '@cashbeat/ui/side-drawer';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { inWords, useMethodName } from '@/features/organisation/use-method-name';
import { Fact, Facts } from '@/features/settings/facts';
import { describeFailure } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import { CustomerLink } from './customer-link';
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
    <SideDrawer
      open={open}
      title="Payment"
      width={440}
      onClose={onClose}
      data-testid="payment-drawer"
    >
      <Body id={id} zone={zone} />
    </SideDrawer>
  );
}

function Body({ id, zone }: Pick<PaymentDrawerProps, 'id' | 'zone'>) {
  const { currentData: payment, error, refetch, isFetching } = useGetPaymentQuery(id);
  if (payment) return <Details payment={payment} zone={zone} />;
  if (!error) return <DetailsSkeleton />;
  const { title, detail, requestId, status } = describeFailure(error);
  return (
    <ErrorState
      title={title}
      detail={detail}
      requestId={requestId}
      onRetry={status === 404 ? undefined : () => void refetch()}
      retrying={isFetching}
    />
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
      <Facts names={120}>
        <Fact name="Method">{methodName(payment.method)}</Fact>
        <Fact name="Made">{formatDateTime(payment.createdAt, zone)}</Fact>
        <Fact name="Changed">{formatDateTime(payment.updatedAt, zone)}</Fact>
        {payment.refundedAmount > 0 && (
          <Fact name="Refunded">{formatMoney(payment.refundedAmount, payment.currency)}</Fact>
        )}
        {payment.failureCode && <Fact name="Failure">{inWords(payment.failureCode)}</Fact>}
        {payment.customerId && (
          <Fact name="Customer">
            <CustomerLink customerId={payment.customerId} />
          </Fact>
        )}
        {payment.externalId && <Fact name="Reference">{payment.externalId}</Fact>}
        {payment.description && <Fact name="Description">{payment.description}</Fact>}
        <Fact name="Payment id">
          <code>{payment.id}</code>
        </Fact>
      </Facts>
      <Divider />
      <Box>
        <Typography variant="h3" sx={{ mb: 3 }}>
          Timeline
        </Typography>
        <PaymentTimeline timeline={payment.timeline} currency={payment.currency} zone={zone} />
        <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 4 }}>
          Times in {zone.replaceAll('_', ' ')}
        </Typography>
      </Box>
    </Box>
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
