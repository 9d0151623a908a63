'use client';

import { ErrorState, type FigureForm, Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import dynamic from 'next/dynamic';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { COMPARED_NAMES } from '@/features/range/comparison';
import { useView } from '@/features/range/use-view';
import { describeFailure, inSentence, isRefusal } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import { chartPoints } from './chart-points';
import { ChartSkeleton } from './chart-skeleton';
import { TrendActions } from './trend-actions';
import { TrendFigure } from './trend-figure';
import { usePicture } from './use-picture';
import { useTrends } from './use-trends';

const FullScreen = dynamic(() => import('@cashbeat/ui/full-screen'), { ssr: false });

const TITLE = 'Volume and success rate';

/** Volume and success rate over the range: as a chart, as a table, and in a sentence. */
export function TrendPanel() {
  const [form, setForm] = useState<FigureForm>('chart');
  const [full, setFull] = useState(false);
  const card = { form, onForm: setForm, onFull: setFull };
  return (
    <>
      <TrendCard {...card} full={false} hidden={full} />
      {full && (
        <FullScreen label={TITLE} onClose={() => setFull(false)}>
          <TrendCard {...card} full />
        </FullScreen>
      )}
    </>
  );
}

interface TrendCardProps {
  form: FigureForm;
  full: boolean;
  /** It is shown elsewhere meanwhile; only its place stays. */
  hidden?: boolean;
  onForm: (form: FigureForm) => void;
  onFull: (full: boolean) => void;
}

/** On a phone the list of what is unusual asks for room of its own. */
const HEIGHTS = { xs: 640, md: 560, lg: 'auto' };

function TrendCard({ form, full, hidden = false, onForm, onFull }: TrendCardProps) {
  const formats = useFormats();
  const organisation = useGetOrganisationQuery();
  const [, changeView] = useView();
  const { query, period, allowed, stale, trends } = useTrends();
  const frame = useRef<HTMLElement>(null);
  const savePicture = usePicture(frame);
  const { currentData } = trends;
  const zone = query?.zone;
  const points = useMemo(
    () => (currentData && zone ? chartPoints(currentData, period, zone, formats) : undefined),
    [currentData, period, zone, formats],
  );
  // Drawn in pieces, between which the page answers.
  const drawable = useMemo(() => points && query && { points, query }, [points, query]);
  const drawn = useDeferredValue(drawable);
  const before = query?.compare && COMPARED_NAMES[query.compare];
  const error = organisation.error ?? trends.error;
  const failure = error && describeFailure(error);
  const retry = () => void (organisation.error ? organisation.refetch() : trends.refetch());
  const hasPicture = form === 'chart' && points?.some(({ count }) => count > 0);

  const body = () => {
    if (hidden) return null;
    if (drawn && drawable) {
      return (
        <TrendFigure {...drawn} form={form} before={before} outdated={stale || Boolean(failure)} />
      );
    }
    return (
      <Box data-testid="trend-body" sx={{ flex: 1, minHeight: 0, opacity: 1 }}>
        {failure ? (
          <ErrorState
            title={`Trend: ${inSentence(failure.title)}`}
            detail={failure.detail}
            requestId={failure.requestId}
            onRetry={isRefusal(failure) ? undefined : retry}
            retrying={trends.isFetching || organisation.isFetching}
          />
        ) : (
          <ChartSkeleton />
        )}
      </Box>
    );
  };

  return (
    <Panel
      title={TITLE}
      height={full ? '100%' : HEIGHTS}
      actions={
        <TrendActions
          query={query}
          period={period}
          allowed={allowed}
          form={form}
          full={full}
          onPeriod={(chosen) => changeView({ period: chosen })}
          onForm={onForm}
          onFull={onFull}
          onPicture={
            hasPicture && query
              ? () =>
                  void savePicture({
                    title: TITLE,
                    query,
                    before: points?.some(({ previous }) => previous) ? before : undefined,
                    readAt: trends.fulfilledTimeStamp,
                  })
              : undefined
          }
        />
      }
    >
      <Box
        component="figure"
        ref={frame}
        sx={{ m: 0, height: '100%', display: 'flex', flexDirection: 'column' }}
      >
        {body()}
      </Box>
    </Panel>
  );
}
