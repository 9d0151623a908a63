'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { FormField, SelectInput } from '@cashbeat/ui/form';
import Box from '@mui/material/Box';
import { currencyOptions } from '@/features/auth/locale-options';
import { Choice } from '@/features/forms/choices';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { CHOICE_LABELS } from './option-words';
import type { ChoiceName } from './reading-choices';
import {
  DATE_FORMATS,
  DECIMAL_MARKS,
  DELIMITERS,
  ENCODINGS,
  type Option,
  withOwn,
} from './reading-options';
import type { Reading } from './use-reading';

export interface ReadingFormProps {
  given: Pick<CustomerImport, 'sheets' | 'details'>;
  reading: Reading;
  /** Choices that would help the API. */
  faults?: ReadonlyMap<ChoiceName, string>;
}

/** What a file leaves open: its sheet, dates, numbers, currency, and what becomes of customers on record. */
export function ReadingForm({ given, reading, faults }: ReadingFormProps) {
  const { sheets, details } = given;
  const { choices, choose, locked } = reading;
  const { data: organisation } = useGetOrganisationQuery();
  const csv = sheets.length === 0;
  const asked = (name: ChoiceName) => faults?.has(name) ?? false;
  const select = (name: Exclude<ChoiceName, 'existing'>, options: Option[], help?: string) => (
    <FormField label={CHOICE_LABELS[name]} help={help} error={asked(name) ? ASKED : undefined}>
      {(ties) => (
        <SelectInput
          {...ties}
          value={choices[name]}
          disabled={locked}
          onChange={({ target }) => choose({ [name]: target.value })}
        >
          {options.map(({ value, label: text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </SelectInput>
      )}
    </FormField>
  );
  const currency = organisation?.defaultCurrency;
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 4,
        gridTemplateColumns: {
          xs: 'minmax(0, 1fr)',
          sm: 'repeat(2, minmax(0, 1fr))',
          lg: 'repeat(4, minmax(0, 1fr))',
        },
        alignItems: 'start',
      }}
    >
      {(sheets.length > 1 || asked('sheet')) &&
        select(
          'sheet',
          withOwn(
            [
              { value: '', label: details.sheet ? `Found out: ${details.sheet}` : 'The first one' },
              ...sheets.map((name) => ({ value: name, label: name })),
            ],
            choices.sheet,
          ),
          'Of another sheet the columns are recognised anew.',
        )}
      {select('dateFormat', withOwn(found(DATE_FORMATS, details.dates), choices.dateFormat))}
      {select('decimalMark', found(DECIMAL_MARKS, details.decimal_mark))}
      {select('currency', [
        {
          value: '',
          label: currency ? `The organisation’s (${currency})` : 'The organisation’s',
        },
        ...currencyOptions(),
      ])}
      {(csv || asked('delimiter')) && select('delimiter', withOwn(DELIMITERS, choices.delimiter))}
      {(csv || asked('encoding')) && select('encoding', withOwn(ENCODINGS, choices.encoding))}
      <Existing reading={reading} />
    </Box>
  );
}

function Existing({ reading: { choices, choose, locked } }: Pick<ReadingFormProps, 'reading'>) {
  const radio = (value: 'update' | 'skip', text: string, note: string) => (
    <Choice
      kind="radio"
      value={value}
      note={note}
      input={{
        name: 'existing',
        checked: choices.existing === value,
        disabled: locked,
        onChange: () => choose({ existing: value }),
      }}
    >
      {text}
    </Choice>
  );
  return (
    <Box
      component="fieldset"
      sx={{
        border: 0,
        m: 0,
        p: 0,
        minWidth: 0,
        gridColumn: { sm: 'span 2' },
        display: 'grid',
        gap: 2,
      }}
    >
      <Box component="legend" sx={{ p: 0, mb: 1.5, fontSize: '0.8125rem', fontWeight: 550 }}>
        {CHOICE_LABELS.existing}
      </Box>
      {radio('update', 'Change them', 'Empty cells of the file change nothing.')}
      {radio('skip', 'Leave them alone', 'Only new customers are added.')}
    </Box>
  );
}

/** Says what was found out, where that is so. */
function found(options: readonly Option[], detail: string | undefined): Option[] {
  const known = options.find(({ value }) => value !== '' && value === detail);
  return options.map((option) =>
    option.value === '' && known ? { value: '', label: `Found out: ${known.label}` } : option,
  );
}

/** The reason stands above in full. */
const ASKED = 'Choose one, so that the file can be read.';
