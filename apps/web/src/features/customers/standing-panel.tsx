'use client';

import type { CustomerDetails } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { When } from '@/features/settings/when';
import { useFormats } from '@/store/session/use-formats';
import { inDays } from './customer-status';
import { useDay } from './use-day';

/** How the customer stands at a glance. */
export function StandingPanel({ customer }: { customer: CustomerDetails }) {
  const { formatMoney, formatCount } = useFormats();
  const dayOf = useDay();
  const { currency, creditAmount, dueDate, daysOverdue } = customer;
  return (
    <Frame label="Standing">
      <Fact name="Outstanding" wide>
        <Typography variant="figure" component="span" data-testid="outstanding">
          {formatMoney(customer.outstandingAmount, currency)}
        </Typography>
      </Fact>
      {creditAmount > 0 && <Fact name="Credit">{formatMoney(creditAmount, currency)}</Fact>}
      <Fact name="Due">
        <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
          {dueDate ? dayOf(dueDate) : 'Nothing is due'}
        </Box>{' '}
        {daysOverdue > 0 && (
          <Box component="span" sx={{ color: 'tone.failure.main', whiteSpace: 'nowrap' }}>
            · {inDays(daysOverdue)} overdue
          </Box>
        )}
      </Fact>
      <Fact name="Open charges">{formatCount(customer.openCharges)}</Fact>
      <Fact name="Last payment">
        {customer.lastPaymentAt ? <When instant={customer.lastPaymentAt} /> : 'None yet'}
      </Fact>
      <Fact name="Agent">{customer.agent?.name ?? 'Nobody'}</Fact>
    </Frame>
  );
}

function Frame({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Paper
      component="section"
      aria-label={label}
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 3,
        px: 4,
        py: 3.5,
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: { xs: 'flex-start', sm: 'flex-end' },
        columnGap: 7,
        rowGap: 3,
      }}
    >
      {children}
    </Paper>
  );
}

interface FactProps {
  name: string;
  children: ReactNode;
  /** Of the figure that the others explain. */
  wide?: boolean;
}

function Fact({ name, children, wide = false }: FactProps) {
  return (
    <Box sx={{ minWidth: 0, width: { xs: wide ? '100%' : 'calc(50% - 14px)', sm: 'auto' } }}>
      <Typography variant="caption" component="div" color="textSecondary">
        {name}
      </Typography>
      <Box sx={{ fontSize: '0.875rem', fontWeight: 550, lineHeight: 1.5 }}>{children}</Box>
    </Box>
  );
}

export function StandingSkeleton() {
  return (
    <Frame label="Standing">
      {[140, 90, 70, 90, 80].map((width, place) => (
        <Box key={place}>
          <Skeleton width={60} height={16} />
          <Skeleton width={width} height={place === 0 ? 34 : 22} />
        </Box>
      ))}
    </Frame>
  );
}
