'use client';

import type { Payment } from '@cashbeat/shared-types';
import { formatDateTime, formatMoney } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import LinearProgress from '@mui/material/LinearProgress';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { forwardRef } from 'react';
import { type TableComponents, TableVirtuoso } from 'react-virtuoso';
import { inWords, useMethodName } from '@/features/organisation/use-method-name';
import { PaymentStatusPill } from './payment-status';

export interface PaymentTableProps {
  payments: Payment[];
  zone: string;
  loadingMore: boolean;
  onEnd: () => void;
  onOpen: (id: string) => void;
}

interface TableContext {
  onOpen: (id: string) => void;
}

const WIDE = { display: { xs: 'none', md: 'table-cell' } };

const components: TableComponents<Payment, TableContext> = {
  Table: (props) => <Table {...props} size="small" sx={{ tableLayout: 'fixed' }} />,
  TableHead: forwardRef(function Head(props, ref) {
    return <TableHead {...props} ref={ref} />;
  }),
  TableBody: forwardRef(function Body(props, ref) {
    return <TableBody {...props} ref={ref} />;
  }),
  TableRow: ({ item, context, ...props }) => (
    <TableRow
      {...props}
      hover
      data-testid="payment-row"
      data-payment={item.id}
      onClick={() => context.onOpen(item.id)}
      sx={{ cursor: 'pointer' }}
    />
  ),
};

/** Rows are drawn as they come into sight; the next page is fetched before the end is reached. */
export default function PaymentTable({
  payments,
  zone,
  loadingMore,
  onEnd,
  onOpen,
}: PaymentTableProps) {
  const methodName = useMethodName();
  return (
    <Box sx={{ position: 'relative', height: '100%' }}>
      <TableVirtuoso
        data={payments}
        context={{ onOpen }}
        components={components}
        computeItemKey={(_, payment) => payment.id}
        fixedHeaderContent={Header}
        itemContent={(_, payment) => (
          <Cells payment={payment} zone={zone} methodName={methodName} onOpen={onOpen} />
        )}
        endReached={onEnd}
        increaseViewportBy={600}
      />
      {loadingMore && (
        <LinearProgress
          aria-label="Loading more payments"
          sx={{ position: 'absolute', bottom: 0, left: 0, right: 0 }}
        />
      )}
    </Box>
  );
}

function Header() {
  return (
    <TableRow>
      <TableCell sx={{ width: { xs: '34%', md: 190 }, pl: 4 }}>Made</TableCell>
      <TableCell sx={{ width: { md: 150 } }}>Status</TableCell>
      <TableCell sx={WIDE}>Method</TableCell>
      <TableCell sx={WIDE}>Customer</TableCell>
      <TableCell sx={WIDE}>Reference</TableCell>
      <TableCell align="right" sx={{ pr: 4, width: { md: 170 } }}>
        Amount
      </TableCell>
    </TableRow>
  );
}

interface CellsProps {
  payment: Payment;
  zone: string;
  methodName: (code: string) => string;
  onOpen: (id: string) => void;
}

function Cells({ payment, zone, methodName, onOpen }: CellsProps) {
  const partly = payment.status === 'completed' && payment.refundedAmount > 0;
  const clipped = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  return (
    <>
      <TableCell sx={{ pl: 4, fontVariantNumeric: 'tabular-nums' }}>
        <ButtonBase
          onClick={(event) => {
            event.stopPropagation();
            onOpen(payment.id);
          }}
          sx={{
            fontSize: 'inherit',
            borderRadius: 1,
            textAlign: 'left',
            verticalAlign: 'baseline',
          }}
        >
          {formatDateTime(payment.createdAt, zone)}
        </ButtonBase>
      </TableCell>
      <TableCell>
        <PaymentStatusPill status={payment.status} partlyRefunded={partly} />
      </TableCell>
      <TableCell sx={{ ...WIDE, ...clipped }}>
        {methodName(payment.method)}
        {payment.failureCode && (
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {' '}
            · {inWords(payment.failureCode)}
          </Box>
        )}
      </TableCell>
      <TableCell sx={{ ...WIDE, ...clipped }}>{payment.customerId ?? '–'}</TableCell>
      <TableCell sx={{ ...WIDE, ...clipped, color: 'text.secondary' }}>
        {payment.externalId ?? '–'}
      </TableCell>
      <TableCell align="right" sx={{ pr: 4, fontVariantNumeric: 'tabular-nums', fontWeight: 550 }}>
        {formatMoney(payment.amount, payment.currency)}
      </TableCell>
    </>
  );
}
