'use client';

import type { Payment } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import LinearProgress from '@mui/material/LinearProgress';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { Theme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { forwardRef } from 'react';
import { type TableComponents, TableVirtuoso } from 'react-virtuoso';
import { inWords, useMethodName } from '@/features/organisation/use-method-name';
import { useFormats } from '@/store/session/use-formats';
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

/** Below `md` customer and reference share a column. */
const WIDE = { display: { xs: 'none', md: 'table-cell' } };
const CLIPPED = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

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
  const narrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'), { noSsr: true });
  const Cells = narrow ? NarrowCells : WideCells;
  return (
    <Box sx={{ position: 'relative', height: '100%' }}>
      <TableVirtuoso
        data={payments}
        context={{ onOpen }}
        components={components}
        computeItemKey={(_, payment) => payment.id}
        fixedHeaderContent={narrow ? NarrowHeader : WideHeader}
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

function WideHeader() {
  return (
    <TableRow>
      <TableCell sx={{ width: { sm: 188, md: 204 }, pl: 4 }}>Made</TableCell>
      <TableCell sx={{ width: { sm: 132, md: 150 } }}>Status</TableCell>
      <TableCell>Method</TableCell>
      <TableCell sx={WIDE}>Customer</TableCell>
      <TableCell>Reference</TableCell>
      <TableCell align="right" sx={{ pr: 4, width: { sm: 130, md: 170 } }}>
        Amount
      </TableCell>
    </TableRow>
  );
}

function NarrowHeader() {
  return (
    <TableRow>
      <TableCell sx={{ width: '54%', pl: 4 }}>Payment</TableCell>
      <TableCell align="right" sx={{ pr: 4 }}>
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

function WideCells({ payment, zone, methodName, onOpen }: CellsProps) {
  return (
    <>
      <TableCell sx={{ pl: 4 }}>
        <Made payment={payment} zone={zone} onOpen={onOpen} />
      </TableCell>
      <TableCell>
        <Status payment={payment} />
      </TableCell>
      <TableCell sx={CLIPPED}>
        <Method payment={payment} methodName={methodName} />
      </TableCell>
      <TableCell sx={{ ...WIDE, ...CLIPPED }}>{payment.customerId ?? '–'}</TableCell>
      <TableCell sx={{ ...CLIPPED, color: 'text.secondary' }}>
        {payment.externalId ?? '–'}
        {payment.customerId && (
          <Typography variant="caption" sx={{ ...CLIPPED, display: { sm: 'block', md: 'none' } }}>
            {payment.customerId}
          </Typography>
        )}
      </TableCell>
      <TableCell align="right" sx={{ pr: 4 }}>
        <Amount payment={payment} />
      </TableCell>
    </>
  );
}

/** On a phone a payment has several lines, so that neither a date nor a large amount is broken. */
function NarrowCells({ payment, zone, methodName, onOpen }: CellsProps) {
  const knownAs = [payment.externalId, payment.customerId].filter(Boolean).join(' · ');
  return (
    <>
      <TableCell sx={{ pl: 4, verticalAlign: 'top' }}>
        <Made payment={payment} zone={zone} onOpen={onOpen} />
        <Typography variant="caption" component="p" color="textSecondary" sx={CLIPPED}>
          <Method payment={payment} methodName={methodName} />
        </Typography>
        {knownAs && (
          <Typography variant="caption" component="p" color="textSecondary" sx={CLIPPED}>
            {knownAs}
          </Typography>
        )}
      </TableCell>
      <TableCell align="right" sx={{ pr: 4, verticalAlign: 'top' }}>
        <Amount payment={payment} />
        <Box sx={{ mt: 1 }}>
          <Status payment={payment} />
        </Box>
      </TableCell>
    </>
  );
}

function Made({ payment, zone, onOpen }: Pick<CellsProps, 'payment' | 'zone' | 'onOpen'>) {
  const { formatDateTime } = useFormats();
  return (
    <ButtonBase
      onClick={(event) => {
        event.stopPropagation();
        onOpen(payment.id);
      }}
      sx={{
        fontSize: 'inherit',
        fontVariantNumeric: 'tabular-nums',
        whiteSpace: 'nowrap',
        borderRadius: 1,
        verticalAlign: 'baseline',
      }}
    >
      {formatDateTime(payment.createdAt, zone)}
    </ButtonBase>
  );
}

function Status({ payment }: Pick<CellsProps, 'payment'>) {
  const partly = payment.status === 'completed' && payment.refundedAmount > 0;
  return <PaymentStatusPill status={payment.status} partlyRefunded={partly} />;
}

function Method({ payment, methodName }: Pick<CellsProps, 'payment' | 'methodName'>) {
  return (
    <>
      {methodName(payment.method)}
      {payment.failureCode && (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {' '}
          · {inWords(payment.failureCode)}
        </Box>
      )}
    </>
  );
}

function Amount({ payment }: Pick<CellsProps, 'payment'>) {
  const { formatMoney } = useFormats();
  return (
    <Box
      component="span"
      sx={{ fontVariantNumeric: 'tabular-nums', fontWeight: 550, whiteSpace: 'nowrap' }}
    >
      {formatMoney(payment.amount, payment.currency)}
    </Box>
  );
}
