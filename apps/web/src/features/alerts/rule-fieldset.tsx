'use client';

import type { Organisation } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useEffect, useRef } from 'react';
import { type Control, useWatch } from 'react-hook-form';
import { SelectField, TextField } from '@/features/forms';
import { isMoney, isRelative, MEASURES, SEVERITIES } from './alert-types';
import { SEVERITY_LOOKS } from './alert-style';
import { ChannelsField } from './channels-field';
import { MEASURE_HELP, MEASURE_NAMES } from './measure-words';
import {
  changeUnit,
  type FigureUnit,
  type RuleFields,
  takesMinimumCount,
  thresholdUnit,
} from './rule-figures';

export interface RuleFieldsetProps {
  control: Control<RuleFields, unknown, RuleFields>;
  organisation: Organisation;
  writes: boolean;
}

const CONDITIONS = [
  { value: 'above', label: 'is above' },
  { value: 'below', label: 'is below' },
  { value: 'rises_by', label: 'rises by' },
  { value: 'falls_by', label: 'falls by' },
];

const BASELINES = [
  { value: 'day', label: 'the same time the day before' },
  { value: 'week', label: 'the same time the week before' },
];

/** The rule, read from top to bottom like a sentence. */
export function RuleFieldset({ control, organisation, writes }: RuleFieldsetProps) {
  const watched = useWatch({ control });
  const measure = watched.measure ?? 'failure_rate';
  const condition = watched.condition ?? 'above';
  const currency = watched.currency ?? '';
  const money = isMoney(measure);
  const relative = isRelative(condition);
  const unit = unitText(thresholdUnit({ measure, condition }), currency);
  return (
    <Box
      component="fieldset"
      disabled={!writes}
      sx={{ border: 0, m: 0, p: 0, minWidth: 0, display: 'grid', gap: 6 }}
    >
      <Section title="Call it">
        <TextField
          name="name"
          label="Name"
          placeholder="Card failures"
          autoComplete="off"
          maxLength={120}
        />
        <SelectField
          name="severity"
          label="Severity"
          options={SEVERITIES.map((value) => ({ value, label: SEVERITY_LOOKS[value].text }))}
        />
      </Section>
      <Section title="When">
        <SelectField
          name="measure"
          label="Figure"
          help={MEASURE_HELP[measure]}
          options={MEASURES.map((value) => ({ value, label: MEASURE_NAMES[value] }))}
        />
        <Pair>
          <SelectField
            name="method"
            label="Of"
            options={methodOptions(organisation, watched.method)}
          />
          <SelectField
            name="currency"
            label="In"
            options={[
              ...(money ? [] : [{ value: '', label: 'All currencies' }]),
              ...currencyOptions(organisation, currency),
            ]}
          />
        </Pair>
        <Pair>
          <SelectField name="condition" label="Condition" options={CONDITIONS} />
          <TextField
            name="threshold"
            label="Threshold"
            inputMode="decimal"
            autoComplete="off"
            end={<Unit>{unit}</Unit>}
          />
        </Pair>
        {relative && (
          <Pair>
            <SelectField name="baseline" label="Against" options={BASELINES} />
            <TextField
              name="minimumChange"
              label="And at least by"
              optional
              inputMode="decimal"
              autoComplete="off"
              end={<Unit>{unitText(changeUnit({ measure }), currency)}</Unit>}
            />
          </Pair>
        )}
      </Section>
      <Section title="How long">
        <Pair>
          <MinutesField
            name="windowMinutes"
            label="Looked at together"
            help="The window slides by the minute."
          />
          <MinutesField
            name="forMinutes"
            label="Must hold for"
            help="And be clear as long to end."
          />
        </Pair>
      </Section>
      <Section title="So that it does not cry wolf">
        <Pair>
          {takesMinimumCount({ measure, condition }) && (
            <TextField
              name="minimumCount"
              label={measure === 'failure_rate' ? 'Least attempts' : 'Least payments'}
              optional
              inputMode="numeric"
              autoComplete="off"
              help="Fewer are no evidence."
            />
          )}
          <TextField
            name="clearThreshold"
            label="Clears only at"
            optional
            inputMode="decimal"
            autoComplete="off"
            help="So that it does not flutter."
            end={<Unit>{unit}</Unit>}
          />
        </Pair>
        <Pair>
          <MinutesField
            name="cooldownMinutes"
            label="Then quiet for"
            help="After an alert ended."
          />
        </Pair>
      </Section>
      <Section title="Tell" id="tell">
        <ChannelsField writes={writes} />
      </Section>
    </Box>
  );
}

interface SectionProps {
  title: string;
  /** To be pointed at by an address. */
  id?: string;
  children: ReactNode;
}

function Section({ title, id, children }: SectionProps) {
  const section = useRef<HTMLElement>(null);
  // The editor is loaded after the address was read.
  useEffect(() => {
    if (id && window.location.hash === `#${id}`) section.current?.scrollIntoView?.();
  }, [id]);
  return (
    <Box
      component="section"
      id={id}
      ref={section}
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 4 }}
    >
      <Typography variant="h3" component="h3">
        {title}
      </Typography>
      {children}
    </Box>
  );
}

function Pair({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 3,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
      }}
    >
      {children}
    </Box>
  );
}

function MinutesField(props: { name: string; label: string; help: string }) {
  return <TextField {...props} inputMode="numeric" autoComplete="off" end={<Unit>minutes</Unit>} />;
}

function Unit({ children }: { children: ReactNode }) {
  return (
    <Box component="span" sx={{ pr: 3, color: 'text.secondary', fontSize: '0.8125rem' }}>
      {children}
    </Box>
  );
}

function unitText(unit: FigureUnit, currency: string): string {
  if (unit === 'percent') return '%';
  if (unit === 'points') return 'points';
  return unit === 'money' ? currency : 'payments';
}

/** Those of the organisation; one that the rule names and that is gone is shown all the same. */
function methodOptions({ methods }: Organisation, named: string | undefined) {
  const known = methods.map(({ code, name }) => ({ value: code, label: name }));
  const gone = named && !known.some(({ value }) => value === named);
  return [
    { value: '', label: 'All methods' },
    ...known,
    ...(gone ? [{ value: named, label: named }] : []),
  ];
}

function currencyOptions({ currencies }: Organisation, named: string) {
  const all = named && !currencies.includes(named) ? [...currencies, named] : currencies;
  return all.map((code) => ({ value: code, label: code }));
}
