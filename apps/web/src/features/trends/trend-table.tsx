import { formatCount, formatMoney, formatRate } from '@cashbeat/utils';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ChartPoint } from './chart-points';

const HEADINGS = ['Volume', 'Success rate', 'Payments', 'Failed', 'Refunded'];

/** The numbers behind the chart, newest first. */
export default function TrendTable({
  points,
  currency,
}: {
  points: ChartPoint[];
  currency: string;
}) {
  return (
    <TableContainer
      sx={{ height: '100%' }}
      tabIndex={0}
      role="region"
      aria-label="Trend as a table"
    >
      <Table size="small" stickyHeader>
        <TableHead>
          <TableRow>
            <TableCell>Period</TableCell>
            {HEADINGS.map((heading) => (
              <TableCell key={heading} align="right">
                {heading}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {points.toReversed().map((point) => (
            <TableRow key={point.timestamp} hover>
              <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                {point.title}
                {!point.complete && ' (running)'}
              </TableCell>
              <TableCell align="right">{formatMoney(point.amount, currency)}</TableCell>
              <TableCell align="right">
                {point.successRate === null ? '–' : formatRate(point.successRate)}
              </TableCell>
              <TableCell align="right">{formatCount(point.count)}</TableCell>
              <TableCell align="right">{formatCount(point.failedCount)}</TableCell>
              <TableCell align="right">{formatMoney(point.refundedVolume, currency)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
