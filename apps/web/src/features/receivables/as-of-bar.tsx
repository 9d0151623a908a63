'use client';

import { CalendarIcon, Segmented } from '@cashbeat/ui';
import { localDateOf, toIsoDate } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import { Field, FieldInput } from '@/features/filters/field';
import type { ChangeAddress } from '@/features/filters/use-address-filters';
import { useDraft } from '@/features/filters/use-draft';
import { ChoiceMenu } from '@/features/range/choice-menu';
import { useNow } from '@/features/settings/use-now';
import { useZone } from '@/features/settings/when';
import { useFormats } from '@/store/session/use-formats';
import { dayPicks } from './as-of';
import type { ReceivablesQuery } from './receivables-api';

export interface AsOfBarProps {
  choice: ReceivablesQuery;
  /** What is shown, whether it was chosen or not; undefined until it is known. */
  shown: { currency: string; currencies: readonly string[] } | undefined;
  onChange: ChangeAddress<ReceivablesQuery>;
}

const TITLES = { today: 'Today', month: 'End of last month', quarter: 'End of last quarter' };

/** The day that the page is about, and the currency. */
export function AsOfBar({ choice, shown, onChange }: AsOfBarProps) {
  const { formatDay } = useFormats();
  const today = localDateOf(useNow(), useZone());
  const picks = dayPicks(today);
  const current = toIsoDate(today);
  const day = choice.asOf ?? current;
  const choose = (chosen: string, how?: 'typed') =>
    onChange({ asOf: chosen === current ? undefined : chosen }, how);
  const currencies = [...new Set([...(shown?.currencies ?? []), ...knownOf(choice.currency)])];
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 2,
        '& > *': { flexGrow: { xs: 1, sm: 0 } },
      }}
    >
      <Box
        sx={{
          '& > [role=group]': { display: { xs: 'flex', sm: 'inline-flex' } },
          '& button': { flexGrow: 1 },
        }}
      >
        <Segmented
          label="As of"
          value={picks.some((pick) => pick.day === day) ? day : null}
          options={picks.map(({ day: value, kind }) => ({
            value,
            label: kind === 'today' ? 'Today' : formatDay(value, 'UTC'),
            title: TITLES[kind],
          }))}
          onChange={(chosen) => choose(chosen)}
        />
      </Box>
      <Field icon={<CalendarIcon />} active={choice.asOf !== undefined}>
        <DayInput day={day} last={current} onChange={(typed) => choose(typed, 'typed')} />
      </Field>
      {currencies.length > 1 && (
        <ChoiceMenu
          label="Currency"
          value={choice.currency ?? shown?.currency ?? ''}
          active={choice.currency !== undefined}
          options={currencies.map((code) => ({ value: code, label: code }))}
          onChange={(currency) => onChange({ currency })}
        />
      )}
    </Box>
  );
}

const knownOf = (currency: string | undefined) => (currency === undefined ? [] : [currency]);

interface DayInputProps {
  day: string;
  last: string;
  onChange: (day: string) => void;
}

function DayInput({ day, last, onChange }: DayInputProps) {
  // While a year is being typed, it is 2, 20 and 202 first.
  const [text, setText] = useDraft(day, onChange, (typed) => typed >= '2000' && typed <= last);
  return (
    <FieldInput type="date" aria-label="As of day" value={text} max={last} onChange={setText} />
  );
}
