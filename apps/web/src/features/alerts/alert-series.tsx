'use client';

import type { AlertDetails } from '@cashbeat/shared-types';
import { ErrorState, type FigureForm, FormChoice, Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useMemo, useState } from 'react';
import { describeFailure } from '@/store/request-failure';
import type { PreviewRequest } from './alert-types';
import { MeasureFigure } from './measure-figure';
import { extremesOf, pointsOf } from './measure-points';
import { usePreviewRuleQuery } from './rules-api';
import { useAlertWords } from './use-alert-words';

const HEIGHT = 240;
const MINUTE = 60_000;
/** Before and after the alert, so that it is seen against what is usual. */
const LEAST_MARGIN = 90 * MINUTE;

/** The measure around the time of an alert, by the very evaluation that raised it. */
export function AlertSeries({ alert }: { alert: AlertDetails }) {
  const { figure } = useAlertWords();
  const request = useMemo(() => requestOf(alert), [alert]);
  const { currentData, error, refetch, isFetching } = usePreviewRuleQuery(request);
  const points = useMemo(() => currentData && pointsOf(currentData), [currentData]);
  const [form, setForm] = useState<FigureForm>('chart');
  const failure = error && describeFailure(error);

  const body = () => {
    if (failure && !currentData) {
      return (
        <ErrorState
          title={failure.title}
          detail={failure.detail}
          requestId={failure.requestId}
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      );
    }
    if (!currentData || !points) return <Skeleton variant="rounded" height={HEIGHT} />;
    if (points.length === 0) {
      return (
        <Typography variant="body2" color="textSecondary">
          The minutes of that time are no longer kept; only what was found then is.
        </Typography>
      );
    }
    const [least, most] = extremesOf(points) ?? [];
    return (
      <Box sx={{ display: 'grid', gap: 2 }}>
        {least !== undefined && most !== undefined && (
          <Typography variant="body2" color="textSecondary">
            Between {figure(least, alert.rule)} and {figure(most, alert.rule)} in this time.
          </Typography>
        )}
        <MeasureFigure preview={currentData} watched={alert.rule} form={form} height={HEIGHT} />
      </Box>
    );
  };
  const drawn = points !== undefined && points.length > 0;
  return (
    <Panel
      title="Around the alert"
      actions={drawn && <FormChoice label="Form of the figure" value={form} onChange={setForm} />}
    >
      {body()}
    </Panel>
  );
}

/** The rule as it was, over the time of the alert and as much before and after it. */
export function requestOf({ rule, startedAt, to }: AlertDetails): PreviewRequest {
  const [start, end] = [Date.parse(startedAt), Date.parse(to)];
  const margin = Math.max(LEAST_MARGIN, (end - start) / 2, 3 * rule.windowMinutes * MINUTE);
  const { summary: _summary, version: _version, ...criteria } = rule;
  return {
    rule: criteria,
    from: new Date(start - margin).toISOString(),
    // The API ends with the last settled minute, wherever the present is.
    to: new Date(end + margin / 2).toISOString(),
  };
}
