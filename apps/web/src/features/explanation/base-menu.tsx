'use client';

import { daysOf, resolveRange } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import { ChoiceMenu } from '@/features/range/choice-menu';
import { CustomRange } from '@/features/range/custom-range';
import { type BaseChoice, baseChoice, weekEarlier, withBase } from './base';
import type { Question } from './question';

export interface BaseMenuProps {
  question: Question;
  zone: string;
  onChange: (question: Question) => void;
}

const LABELS: Record<BaseChoice, string> = {
  previous: 'vs the period before',
  week: 'vs a week earlier',
  custom: 'vs other days',
};

/** What the range is compared with. */
export function BaseMenu({ question, zone, onChange }: BaseMenuProps) {
  const choice = baseChoice(question, zone);
  const known: BaseChoice[] =
    choice === 'custom' ? ['previous', 'week', 'custom'] : ['previous', 'week'];
  const { baseFrom: from, baseTo: to } = question;
  const base = from && to ? { from, to } : weekEarlier(question, zone);
  const days = daysOf(base, zone);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
      <ChoiceMenu
        label="Compared with"
        value={choice}
        options={known.map((value) => ({ value, label: LABELS[value] }))}
        onChange={(chosen) => {
          if (chosen === 'previous') onChange(withBase(question, undefined));
          if (chosen === 'week') onChange(withBase(question, weekEarlier(question, zone)));
        }}
      />
      <CustomRange
        range={choice === 'custom' ? { preset: 'custom', ...days } : { preset: '7d' }}
        zone={zone}
        shownDays={() => days}
        onChange={(range) => onChange(withBase(question, resolveRange(range, zone, Date.now())))}
      />
    </Box>
  );
}
