import type { HourOfWeek } from '@cashbeat/shared-types';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useFormats } from '@/store/session/use-formats';
import { type HeatMeasure, HOURS, WEEKDAYS } from './heat-map';

/** The numbers of the week, an hour a line. */
export function HeatMapTable({ hours, measure }: { hours: HourOfWeek[]; measure: HeatMeasure }) {
  const { formatCount, formatHour, formatRate, formatWeekday } = useFormats();
  const valueOf = ({ count, attempts, successRate }: HourOfWeek) => {
    if (measure === 'count') return formatCount(count);
    return attempts === 0 ? '–' : formatRate(successRate);
  };
  return (
    <TableContainer
      sx={{ maxHeight: 300 }}
      tabIndex={0}
      role="region"
      aria-label="Hours of the week as a table"
    >
      <Table size="small" stickyHeader sx={{ '& th, & td': { px: 1.5, whiteSpace: 'nowrap' } }}>
        <TableHead>
          <TableRow>
            <TableCell>Hour</TableCell>
            {WEEKDAYS.map((weekday) => (
              <TableCell key={weekday} align="right">
                {formatWeekday(weekday)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {HOURS.map((hour) => (
            <TableRow key={hour} hover>
              <TableCell component="th" scope="row">
                {formatHour(hour)}
              </TableCell>
              {WEEKDAYS.map((weekday) => (
                <TableCell key={weekday} align="right">
                  {valueOf(hours[(weekday - 1) * 24 + hour]!)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
