'use client';

import type { Contribution } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import NextLink from 'next/link';
import { inWords, useMethodName } from '@/features/organisation/use-method-name';
import { useFormats } from '@/store/session/use-formats';
import {
  bandOf,
  changeInWords,
  type Dimension,
  lengthOf,
  nameOfNone,
  OTHERS,
  sentimentOf,
  unitOf,
  valueInWords,
} from './contributions';
import type { Measure } from './question';

export interface ContributionRowProps {
  dimension: Dimension;
  part: Contribution;
  measure: Measure;
  currency: string;
  greatest: number;
  /** Of its payments, where a filter finds them. */
  address?: string;
}

const COLOURS = { good: 'tone.success.main', bad: 'tone.failure.main', neutral: 'divider' };

/** One part: from what to what, and how much of the change that is, to either side of a middle. */
export function ContributionRow({
  dimension,
  part,
  measure,
  currency,
  greatest,
  address,
}: ContributionRowProps) {
  const formats = useFormats();
  const nameOf = useNameOfPart(measure, currency);
  const { key, value, baseValue, contribution, share } = part;
  const half = lengthOf(part, greatest) * 50;
  const words = (amount: number) => valueInWords(measure, amount, currency, formats);
  return (
    <Box component="li">
      <ButtonBase
        {...(address
          ? { component: NextLink, href: address, prefetch: false }
          : { component: 'div', disabled: true })}
        data-part={key}
        sx={{
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr) auto',
          columnGap: 3,
          rowGap: 1,
          width: '100%',
          py: 1.5,
          px: 2,
          mx: -2,
          boxSizing: 'content-box',
          borderRadius: 1.5,
          textAlign: 'left',
          fontSize: '0.8125rem',
          fontVariantNumeric: 'tabular-nums',
          ...(address && { '&:hover': { bgcolor: 'surface.sunken' } }),
        }}
      >
        <Box
          component="span"
          sx={{
            fontWeight: 550,
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {nameOf(dimension, key)}
        </Box>
        <Box component="span" sx={{ fontWeight: 600 }}>
          {changeInWords(measure, contribution, currency, formats)}
          <Box component="span" sx={{ color: 'text.secondary', fontWeight: 500, ml: 2 }}>
            {formats.formatWholeRate(share).replace('-', '−')}
          </Box>
        </Box>
        <Box
          aria-hidden
          sx={{
            gridColumn: '1 / -1',
            position: 'relative',
            height: 8,
            borderRadius: 1,
            bgcolor: 'surface.sunken',
          }}
        >
          <Box
            sx={{
              position: 'absolute',
              height: '100%',
              borderRadius: 1,
              bgcolor: COLOURS[sentimentOf(measure, contribution)],
            }}
            style={{ width: `${half}%`, left: `${contribution < 0 ? 50 - half : 50}%` }}
          />
          <Box
            sx={{
              position: 'absolute',
              left: '50%',
              top: -2,
              bottom: -2,
              width: '1px',
              bgcolor: 'surface.borderStrong',
            }}
          />
        </Box>
        <Box
          component="span"
          sx={{ gridColumn: '1 / -1', fontSize: '0.75rem', color: 'text.secondary' }}
        >
          {words(baseValue)} → {words(value)}
          {unitOf(dimension, measure)}
        </Box>
      </ButtonBase>
    </Box>
  );
}

function useNameOfPart(
  measure: Measure,
  currency: string,
): (dimension: Dimension, key: string) => string {
  const methodName = useMethodName();
  const { formatMoney } = useFormats();
  return (dimension, key) => {
    if (key === OTHERS) return 'All others';
    if (key === '') return nameOfNone(dimension, measure);
    if (dimension === 'method') return methodName(key);
    if (dimension === 'failure_code') return inWords(key);
    if (dimension !== 'amount_band') return key;
    const band = bandOf(key);
    if (!band) return key;
    const [least, most] = [band.least ?? '0', band.most].map(
      (amount) => amount && formatMoney(Number(amount), currency),
    );
    return most ? `${least} – ${most}` : `${least} and more`;
  };
}
