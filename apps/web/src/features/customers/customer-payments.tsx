'use client';

import type { Charge, CustomerDetails, CustomerPayment } from '@cashbeat/shared-types';
import { EmptyState, Panel, Row, Rows } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useMemo } from 'react';
import { useMethodName } from '@/features/organisation/use-method-name';
import { paymentsAddress } from '@/features/payments/payment-filters';
import { PaymentStatusPill } from '@/features/payments/payment-status';
import { useOpenPayment } from '@/features/payments/use-open-payment';
import { When } from '@/features/settings/when';
import { ShellLink } from '@/features/shell/shell-link';
import { useFormats } from '@/store/session/use-formats';
import { chargeName } from './charge-name';
import { useDay } from './use-day';

/** The API sends so many at most. */
const MOST = 50;

/** What the customer paid, and what each of it pays. */
export function CustomerPayments({ customer }: { customer: CustomerDetails }) {
  const { payments, charges } = customer;
  const byId = useMemo(() => new Map(charges.map((charge) => [charge.id, charge])), [charges]);
  return (
    <Panel
      title="Payments"
      flush
      actions={
        payments.length >= MOST && (
          <Link
            component={ShellLink}
            href={paymentsAddress({ customer: customer.id })}
            sx={{ fontSize: '0.8125rem' }}
          >
            All payments
          </Link>
        )
      }
    >
      {payments.length === 0 ? (
        <EmptyState title="No payments yet">
          Payments that name this customer appear here as they happen.
        </EmptyState>
      ) : (
        <Rows aria-label="Payments">
          {payments.map((payment) => (
            <PaymentRow key={payment.id} payment={payment} charges={byId} customer={customer} />
          ))}
        </Rows>
      )}
    </Panel>
  );
}

interface PaymentRowProps {
  payment: CustomerPayment;
  charges: ReadonlyMap<string, Charge>;
  customer: CustomerDetails;
}

function PaymentRow({ payment, charges, customer }: PaymentRowProps) {
  const { formatMoney } = useFormats();
  const methodName = useMethodName();
  const openPayment = useOpenPayment();
  const { amount, refundedAmount, currency, status } = payment;
  const partly = status === 'completed' && refundedAmount > 0;
  return (
    <Row
      data-testid="customer-payment"
      data-payment={payment.id}
      sx={{ py: 2.5, px: 4, display: 'grid', gap: 1, fontSize: '0.8125rem' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 3 }}>
        <ButtonBase onClick={() => openPayment(payment.id)} sx={OPENER}>
          <Box component="span" sx={{ fontWeight: 550 }}>
            {methodName(payment.method)}
          </Box>
          <Box component="span" sx={{ color: 'text.secondary' }}>
            <When instant={payment.createdAt} />
          </Box>
        </ButtonBase>
        <Box sx={{ ml: 'auto' }}>
          <PaymentStatusPill status={status} partlyRefunded={partly} />
        </Box>
        <Box
          component="span"
          sx={{ minWidth: 88, textAlign: 'right', fontWeight: 600, whiteSpace: 'nowrap' }}
        >
          {formatMoney(amount, currency)}
        </Box>
      </Box>
      <Typography variant="caption" component="div" color="textSecondary">
        <Pays payment={payment} charges={charges} customer={customer} />
        {refundedAmount > 0 && ` ${formatMoney(refundedAmount, currency)} went back.`}
      </Typography>
    </Row>
  );
}

/** "Pays €120.00 of Invoice 42 and €30.00 of Invoice 43; €10.00 is a credit." */
function Pays({ payment, charges, customer }: PaymentRowProps) {
  const { formatMoney } = useFormats();
  const dayOf = useDay();
  const { allocations, creditAmount, currency } = payment;
  if (!payment.counts) return whyNot(payment, customer.currency);
  const parts = allocations.map(({ chargeId, amount }) => {
    const charge = charges.get(chargeId);
    return `${formatMoney(amount, currency)} of ${charge ? chargeName(charge, dayOf) : 'an older charge'}`;
  });
  const pays = parts.length > 0 && `Pays ${new Intl.ListFormat('en-GB').format(parts)}`;
  const credit = creditAmount > 0 && `${formatMoney(creditAmount, currency)} is a credit`;
  const told = [pays, credit].filter(Boolean).join('; ');
  return told ? `${told}.` : 'Pays nothing any more.';
}

function whyNot({ status, currency }: CustomerPayment, owedIn: string): string {
  if (status === 'pending') return 'On its way: it counts once it arrives.';
  if (status === 'failed') return 'It did not arrive.';
  if (status === 'refunded') return 'It went back.';
  if (currency !== owedIn) return `Does not count: what is owed is in ${owedIn}.`;
  return 'Does not count: it arrived before what was owed was recorded as it stood.';
}

const OPENER = {
  flexWrap: 'wrap',
  justifyContent: 'flex-start',
  columnGap: 2,
  minWidth: 0,
  fontSize: 'inherit',
  textAlign: 'left',
  borderRadius: 1,
  '&:hover': { textDecoration: 'underline' },
} as const;
