import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useFormats } from '@/store/session/use-formats';
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
  const { formatCount, formatMoney, formatRate } = useFormats();
  return (
    <TableContainer
      sx={{ height: '100%', borderBottom: 1, borderColor: 'divider' }}
      tabIndex={0}
      role="region"
      aria-label="Trend as a table"
    >
      <Table
        size="small"
        stickyHeader
        sx={{
          whiteSpace: 'nowrap',
          '& th, & td': { px: { xs: 1.5, sm: 3 } },
          // Sideways on a phone, the period stays in sight.
          '& tr > :first-of-type': {
            position: 'sticky',
            left: 0,
            pl: { xs: 0, sm: 3 },
            bgcolor: 'background.paper',
          },
          '& thead tr > :first-of-type': { zIndex: 3 },
        }}
      >
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
              <TableCell component="th" scope="row">
                {point.title}
                {!point.complete && ' (part)'}
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
