'use client';

import type { AlertCriteria, AlertRulePreview } from '@cashbeat/shared-types';
import { EmptyState, ErrorState, type FigureForm, FormChoice, Notice, Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { skipToken } from '@reduxjs/toolkit/query/react';
import { useMemo, useState } from 'react';
import { type Control, useWatch } from 'react-hook-form';
import { When } from '@/features/settings/when';
import { describeFailure } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import type { PreviewRequest } from './alert-types';
import { MeasureFigure } from './measure-figure';
import { PastFirings } from './past-firings';
import type { RuleFields } from './rule-figures';
import { ruleOf, type ruleSchema } from './rule-form';
import { usePreviewRuleQuery } from './rules-api';
import { useAlertWords } from './use-alert-words';
import { useSettled } from './use-settled';

const HEIGHT = 300;
const TYPING_PAUSE = 500;

export interface RulePreviewProps {
  control: Control<RuleFields, unknown, RuleFields>;
  schema: ReturnType<typeof ruleSchema>;
}

/** What the rule in the fields would have fired, while it is typed and before it is saved. */
export function RulePreview({ control, schema }: RulePreviewProps) {
  const fields = useWatch({ control }) as RuleFields;
  const formats = useFormats();
  const { sentence } = useAlertWords();
  const key = useSettled(JSON.stringify(fields), TYPING_PAUSE);
  const request = useMemo<PreviewRequest | undefined>(() => {
    const settled = JSON.parse(key) as RuleFields;
    // What it is called and who is told changes nothing about when it fires.
    const { data } = schema.safeParse({ ...settled, name: 'Preview' });
    return data && { rule: { ...ruleOf(data, formats), channels: undefined, severity: undefined } };
  }, [key, schema, formats]);
  const { data, currentData, error, isFetching, refetch } = usePreviewRuleQuery(
    request ?? skipToken,
  );
  const [form, setForm] = useState<FigureForm>('chart');
  const failure = error && describeFailure(error);
  // The chart before stays while the next one is on its way.
  const shown = request ? (currentData ?? (error ? undefined : data)) : undefined;
  const rule = request?.rule as AlertCriteria | undefined;

  const body = () => {
    if (!request || !rule) {
      return (
        <EmptyState title="Nothing to try yet">
          A field of the rule is empty or cannot be read. What it would have fired in the past
          appears here as soon as it is whole, before you save it.
        </EmptyState>
      );
    }
    if (shown) return <Tried preview={shown} rule={rule} form={form} fading={isFetching} />;
    if (failure) {
      return (
        <ErrorState
          title={failure.title}
          detail={failure.errors.map(({ message }) => message).join(' ') || failure.detail}
          requestId={failure.requestId}
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      );
    }
    return (
      <Box role="status" aria-label="Trying the rule on the past" sx={{ display: 'grid', gap: 3 }}>
        <Skeleton width="60%" />
        <Skeleton variant="rounded" height={HEIGHT} />
      </Box>
    );
  };

  return (
    <Panel
      title="Tried on the past"
      actions={shown && <FormChoice label="Form of the figure" value={form} onChange={setForm} />}
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 3 }}>
        {rule && <Typography color="textSecondary">An alert when {sentence(rule)}.</Typography>}
        {body()}
      </Box>
    </Panel>
  );
}

interface TriedProps {
  preview: AlertRulePreview;
  rule: AlertCriteria;
  form: FigureForm;
  fading: boolean;
}

function Tried({ preview, rule, form, fading }: TriedProps) {
  return (
    <Box
      data-testid="rule-preview"
      aria-busy={fading}
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: 3,
        opacity: fading ? 0.55 : 1,
        transition: 'opacity 120ms',
      }}
    >
      <Box role="status">
        <Typography sx={{ fontWeight: 600 }}>{preview.summary}</Typography>
        <Typography variant="caption" color="textSecondary" component="div">
          Rules like this can be tried back to <When instant={preview.earliest} as="time" />: so
          long are single minutes kept.
        </Typography>
      </Box>
      {preview.firingCount > 20 && (
        <Notice tone="warning">
          That is often. People stop reading alerts that come all the time: a higher threshold, a
          longer time or a minimum of payments makes it quieter.
        </Notice>
      )}
      {preview.points.length > 0 && preview.points.every(({ value }) => value === null) && (
        <Notice tone="warning">
          {`There was nothing to measure: no window of ${rule.windowMinutes} minutes held ${rule.minimumCount} payments, the least that this rule asks for. A longer window or a smaller minimum makes it speak.`}
        </Notice>
      )}
      {preview.points.length > 0 && (
        <MeasureFigure preview={preview} watched={rule} form={form} height={HEIGHT} />
      )}
      <PastFirings preview={preview} watched={rule} />
    </Box>
  );
}
