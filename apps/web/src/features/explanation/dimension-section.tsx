'use client';

import type { ChangeExplanation, ExplainedDimension } from '@cashbeat/shared-types';
import { Pill } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { paymentsOf } from '@/features/range/payments-of';
import { DIMENSION_LABELS, filtersOf } from './contributions';
import { ContributionRow } from './contribution-row';

export interface DimensionSectionProps {
  dimension: ExplainedDimension;
  answer: ChangeExplanation;
  /** The greatest contribution of all dimensions: bars of all of them compare. */
  greatest: number;
  method?: string;
  organisationZone: string;
  /** It explains more than the others. */
  foremost: boolean;
}

const FIRST_ROWS = 5;

/** The change, split by one dimension. */
export function DimensionSection({
  dimension: { dimension, parts, omitted },
  answer,
  greatest,
  method,
  organisationZone,
  foremost,
}: DimensionSectionProps) {
  const [all, setAll] = useState(false);
  const shown = all ? parts : parts.slice(0, FIRST_ROWS);
  const { range, currency, measure } = answer;
  const addressOf = (key: string) => {
    const filters = filtersOf(dimension, key, measure, currency);
    const query = { range: { preset: '7d' }, zone: organisationZone, currency, method } as const;
    return filters && paymentsOf(query, organisationZone, filters, range);
  };
  const title = `explained-${dimension}`;
  return (
    <Box component="section" aria-labelledby={title} data-dimension={dimension}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, mb: 1.5 }}>
        <Typography id={title} variant="h3">
          {DIMENSION_LABELS[dimension].title}
        </Typography>
        {foremost && <Pill tone="brand">Explains most</Pill>}
      </Box>
      {omitted || parts.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {omitted ?? 'Nothing differs here.'}
        </Typography>
      ) : (
        <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {shown.map((part) => (
            <ContributionRow
              key={part.key}
              dimension={dimension}
              part={part}
              measure={measure}
              currency={currency}
              greatest={greatest}
              address={addressOf(part.key)}
            />
          ))}
        </Box>
      )}
      {parts.length > FIRST_ROWS && (
        <Button onClick={() => setAll(!all)} aria-expanded={all} sx={{ mt: 1 }}>
          {all ? 'Show fewer' : `Show all ${parts.length}`}
        </Button>
      )}
    </Box>
  );
}
