import type { AlertCriteria } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import { type Column, SettingsTable } from '@/features/settings/settings-table';
import { useFormats } from '@/store/session/use-formats';
import type { MeasurePoint } from './measure-points';
import { MEASURE_NAMES } from './measure-words';
import { useAlertWords } from './use-alert-words';

export interface MeasureTableProps {
  points: readonly MeasurePoint[];
  watched: Pick<AlertCriteria, 'measure' | 'currency' | 'baseline'>;
  /** Whether the rule clears elsewhere than at its threshold. */
  clear: boolean;
  zone: string;
  height: number;
}

/** The numbers behind the chart, newest first. */
export function MeasureTable({ points, watched, clear, zone, height }: MeasureTableProps) {
  const { formatDay, formatHourOfDay } = useFormats();
  const { figure } = useAlertWords();
  const say = (value: number | null) => (value === null ? '–' : figure(value, watched));
  const compared: Column<MeasurePoint> = {
    name: 'Compared with',
    align: 'right',
    cell: ({ baseline }) => say(baseline),
  };
  const clears: Column<MeasurePoint> = {
    name: 'Clears at',
    align: 'right',
    from: 'sm',
    cell: (point) => say(point.clear ?? point.threshold),
  };
  const columns: Column<MeasurePoint>[] = [
    { name: 'Time', cell: ({ at }) => `${formatDay(at, zone)}, ${formatHourOfDay(at, zone)}` },
    {
      name: MEASURE_NAMES[watched.measure],
      align: 'right',
      cell: ({ value }) => (value === null ? 'Too few payments' : say(value)),
    },
    ...(watched.baseline === null ? [] : [compared]),
    { name: 'Threshold', align: 'right', from: 'sm', cell: ({ threshold }) => say(threshold) },
    ...(clear ? [clears] : []),
    { name: 'Alert', cell: ({ firing }) => (firing ? 'Stood' : '–') },
  ];
  return (
    <Box
      tabIndex={0}
      role="region"
      aria-label="The figure as a table"
      sx={{
        mx: -4,
        maxHeight: height,
        overflowY: 'auto',
        whiteSpace: 'nowrap',
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      <SettingsTable
        label={`${MEASURE_NAMES[watched.measure]} over time`}
        columns={columns}
        rows={points.toReversed()}
        keyOf={({ at }) => String(at)}
      />
    </Box>
  );
}
