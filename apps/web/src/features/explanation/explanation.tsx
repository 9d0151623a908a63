'use client';

import { EmptyState, ErrorState, Segmented } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { describeFailure, inSentence, isRefusal } from '@/store/request-failure';
import { BaseMenu } from './base-menu';
import { greatestOf, MEASURE_LABELS } from './contributions';
import { DimensionSection } from './dimension-section';
import { type ExplanationQuery, useExplainChangeQuery } from './explanation-api';
import { MEASURES, type Question } from './question';
import { SpanCards } from './span-cards';

export interface ExplanationProps {
  query: ExplanationQuery;
  question: Question;
  organisationZone: string;
  onChange: (question: Question) => void;
}

/** The answer to a question, and the ways to ask it otherwise. */
export function Explanation({ query, question, organisationZone, onChange }: ExplanationProps) {
  const explanation = useExplainChangeQuery(query);
  const { currentData: answer, error } = explanation;
  const failure = error && describeFailure(error);

  const body = () => {
    if (answer && answer.range.count === 0 && answer.base.count === 0) {
      return (
        <EmptyState title="No payments on either side">
          There is nothing to compare in {query.currency}. Ask for another range.
        </EmptyState>
      );
    }
    if (answer) {
      const greatest = greatestOf(answer);
      return (
        <>
          <Typography variant="body1" data-testid="explanation-summary" sx={{ fontWeight: 550 }}>
            {answer.summary}
          </Typography>
          <SpanCards answer={answer} zone={query.zone} />
          {answer.dimensions.map((dimension, rank) => (
            <DimensionSection
              key={dimension.dimension}
              dimension={dimension}
              answer={answer}
              greatest={greatest}
              method={query.method}
              organisationZone={organisationZone}
              foremost={rank === 0 && dimension.concentration > 0}
            />
          ))}
        </>
      );
    }
    if (failure) {
      return (
        <ErrorState
          title={`Explanation: ${inSentence(failure.title)}`}
          detail={failure.detail}
          requestId={failure.requestId}
          onRetry={isRefusal(failure) ? undefined : () => void explanation.refetch()}
          retrying={explanation.isFetching}
        />
      );
    }
    return <ExplanationSkeleton />;
  };

  return (
    <Box sx={{ display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <Box sx={{ maxWidth: '100%', overflowX: 'auto' }}>
          <Segmented
            label="What is explained"
            value={question.measure}
            options={MEASURES.map((value) => ({ value, label: MEASURE_LABELS[value] }))}
            onChange={(measure) => onChange({ ...question, measure })}
          />
        </Box>
        <BaseMenu question={question} zone={query.zone} onChange={onChange} />
      </Box>
      {body()}
    </Box>
  );
}

function ExplanationSkeleton() {
  return (
    <Box role="status" aria-label="Loading the explanation" sx={{ display: 'grid', gap: 4 }}>
      <Skeleton width="85%" height={28} />
      <Skeleton variant="rounded" height={108} />
      {[4, 3].map((rows) => (
        <Box key={rows}>
          <Skeleton width="35%" />
          {Array.from({ length: rows }, (_, row) => (
            <Skeleton key={row} height={44} />
          ))}
        </Box>
      ))}
    </Box>
  );
}
