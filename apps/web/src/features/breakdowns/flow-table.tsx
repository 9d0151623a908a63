import type { FlowStep } from '@cashbeat/shared-types';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useFormats } from '@/store/session/use-formats';
import type { FlowKey } from './flow-layout';
import { FLOW_STYLES } from './flow-style';

/** The moves of the flow, one a line. */
export function FlowTable({ flow, currency }: { flow: FlowStep[]; currency: string }) {
  const { formatCount, formatMoney } = useFormats();
  return (
    <Table size="small" aria-label="Status flow as a table" sx={{ '& th, & td': { px: 1.5 } }}>
      <TableHead>
        <TableRow>
          <TableCell>From</TableCell>
          <TableCell>To</TableCell>
          <TableCell align="right">Payments</TableCell>
          <TableCell align="right">Amount</TableCell>
        </TableRow>
      </TableHead>
      <TableBody sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {flow.map(({ from, to, count, amount }) => (
          <TableRow key={to} hover>
            <TableCell>{labelOf(from)}</TableCell>
            <TableCell component="th" scope="row">
              {labelOf(to)}
            </TableCell>
            <TableCell align="right">{formatCount(count)}</TableCell>
            <TableCell align="right">{formatMoney(amount, currency)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function labelOf(key: string): string {
  return FLOW_STYLES[key as FlowKey]?.label ?? key;
}
