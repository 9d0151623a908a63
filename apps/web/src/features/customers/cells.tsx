'use client';

import type { Customer } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { When } from '@/features/settings/when';
import { ShellLink } from '@/features/shell/shell-link';
import { useFormats } from '@/store/session/use-formats';
import type { ColumnId } from './columns';
import { CustomerStatusPill } from './customer-status';
import { TagList } from './tag-list';
import { useDay } from './use-day';

export const CLIPPED = {
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const;

export interface CellProps {
  column: ColumnId;
  customer: Customer;
  /** The external id has a column of its own. */
  idApart: boolean;
}

/** What a column says of a customer. */
export function Cell({ column, customer, idApart }: CellProps) {
  switch (column) {
    case 'name':
      return <Name customer={customer} idApart={idApart} />;
    case 'externalId':
      return <Muted>{customer.externalId}</Muted>;
    case 'contact':
      return <Contact customer={customer} />;
    case 'status':
      return <CustomerStatusPill customer={customer} />;
    case 'outstanding':
      return <Outstanding customer={customer} />;
    case 'due':
      return <Due customer={customer} />;
    case 'charges':
      return customer.openCharges > 0 ? <Count value={customer.openCharges} /> : <Muted />;
    case 'agent':
      return customer.agent ? customer.agent.name : <Muted />;
    case 'tags':
      return customer.tags.length > 0 ? <TagList tags={customer.tags} most={2} /> : <Muted />;
    case 'lastPayment':
      return customer.lastPaymentAt ? <When instant={customer.lastPaymentAt} /> : <Muted />;
    case 'created':
      return <When instant={customer.createdAt} />;
  }
}

export function customerAddress(id: string): string {
  return `/customers/${encodeURIComponent(id)}`;
}

export function NameLink({ customer }: { customer: Customer }) {
  return (
    <Link
      component={ShellLink}
      href={customerAddress(customer.id)}
      // Many of them are in sight, and few are opened.
      prefetch={false}
      title={customer.name}
      onClick={(event) => event.stopPropagation()}
      sx={{
        ...CLIPPED,
        display: 'block',
        fontWeight: 550,
        color: 'text.primary',
        textDecoration: 'none',
        '&:hover': { textDecoration: 'underline' },
      }}
    >
      {customer.name}
    </Link>
  );
}

function Name({ customer, idApart }: Omit<CellProps, 'column'>) {
  return (
    <>
      <NameLink customer={customer} />
      {!idApart && customer.externalId && (
        <Typography variant="caption" component="div" color="textSecondary" sx={CLIPPED}>
          {customer.externalId}
        </Typography>
      )}
    </>
  );
}

function Contact({ customer: { email, phone } }: { customer: Customer }) {
  if (!email && !phone) return <Muted />;
  return (
    <>
      <Box sx={CLIPPED} title={email ?? undefined}>
        {email ?? phone}
      </Box>
      {email && phone && (
        <Typography variant="caption" component="div" color="textSecondary" sx={CLIPPED}>
          {phone}
        </Typography>
      )}
    </>
  );
}

export function Outstanding({ customer }: { customer: Customer }) {
  const { formatMoney } = useFormats();
  const { outstandingAmount, creditAmount, currency } = customer;
  return (
    <>
      <Box
        component="span"
        sx={{
          fontWeight: outstandingAmount > 0 ? 600 : 400,
          color: outstandingAmount > 0 ? 'text.primary' : 'text.secondary',
          whiteSpace: 'nowrap',
        }}
      >
        {formatMoney(outstandingAmount, currency)}
      </Box>
      {creditAmount > 0 && (
        <Typography variant="caption" component="div" color="textSecondary" sx={CLIPPED}>
          {formatMoney(creditAmount, currency)} credit
        </Typography>
      )}
    </>
  );
}

export function Due({ customer: { dueDate } }: { customer: Customer }) {
  const dayOf = useDay();
  if (dueDate === null) return <Muted />;
  return (
    <Box component="time" dateTime={dueDate} sx={{ whiteSpace: 'nowrap' }}>
      {dayOf(dueDate)}
    </Box>
  );
}

function Count({ value }: { value: number }) {
  const { formatCount } = useFormats();
  return formatCount(value);
}

/** Says less than the rest; a dash where there is nothing. */
export function Muted({ children }: { children?: string | null }) {
  return (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      {children ?? '–'}
    </Box>
  );
}
