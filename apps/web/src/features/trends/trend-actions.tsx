'use client';

import {
  DownloadIcon,
  ExpandIcon,
  type FigureForm,
  FormChoice,
  ImageIcon,
  Segmented,
  ShrinkIcon,
} from '@cashbeat/ui';
import { type Period, PERIODS } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import type { ReactNode } from 'react';
import { useDownload } from '@/features/download/use-download';
import type { TrendsQuery } from '@/features/range/analytics-query';
import { useExportTrendsMutation } from './trends-api';

const PERIOD_LABELS: Record<Period, string> = {
  hour: 'Hour',
  day: 'Day',
  week: 'Week',
  month: 'Month',
};

export interface TrendActionsProps {
  query?: TrendsQuery;
  period: Period;
  /** Grains that the range can be cut into. */
  allowed: readonly Period[];
  form: FigureForm;
  full: boolean;
  onPeriod: (period: Period) => void;
  onForm: (form: FigureForm) => void;
  onFull: (full: boolean) => void;
  /** Saves the chart as a picture; undefined while there is none. */
  onPicture?: () => void;
}

export function TrendActions(props: TrendActionsProps) {
  const { query, period, allowed, form, full, onPeriod, onForm, onFull, onPicture } = props;
  return (
    <>
      <Segmented
        label="Grain of the chart"
        value={period}
        onChange={onPeriod}
        options={PERIODS.map((value) => ({
          value,
          label: PERIOD_LABELS[value],
          disabled: allowed.length > 0 && !allowed.includes(value),
        }))}
      />
      <FormChoice label="Form" value={form} onChange={onForm} />
      <Box sx={{ display: 'flex' }}>
        {query && <CsvButton query={query} />}
        <Tool label="Save the chart as a picture" disabled={!onPicture} onClick={onPicture}>
          <ImageIcon />
        </Tool>
        <Tool label={full ? 'Leave full screen' : 'Full screen'} onClick={() => onFull(!full)}>
          {full ? <ShrinkIcon /> : <ExpandIcon />}
        </Tool>
      </Box>
    </>
  );
}

function CsvButton({ query }: { query: TrendsQuery }) {
  const [fetchFile] = useExportTrendsMutation();
  const { download, busy } = useDownload(() => fetchFile(query));
  return (
    <Tool label="Download as CSV" loading={busy} onClick={download}>
      <DownloadIcon />
    </Tool>
  );
}

interface ToolProps {
  label: string;
  children: ReactNode;
  loading?: boolean;
  disabled?: boolean;
  onClick?: () => void;
}

function Tool({ label, ...rest }: ToolProps) {
  return <IconButton aria-label={label} title={label} {...rest} />;
}
