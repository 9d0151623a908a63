'use client';

import type { Organisation } from '@cashbeat/shared-types';
import { inWords } from '@/features/organisation/use-method-name';
import { type Choice, ChoiceMenu } from './choice-menu';
import { COMPARISON_LABELS, COMPARISONS } from './comparison';
import type { View } from './view';
import { ZoneMenu } from './zone-menu';

export interface ViewChoicesProps {
  view: View;
  organisation: Organisation;
  onChange: (change: Partial<View>) => void;
}

const COMPARE = [...COMPARISONS, 'none' as const].map((value) => ({
  value,
  label: COMPARISON_LABELS[value],
}));

/** What narrows the figures, what they are compared with, and the zone that days are cut in. */
export function ViewChoices({ view, organisation, onChange }: ViewChoicesProps) {
  const { compare, currency, method, zone } = view;
  const methods = organisation.methods.map(({ code, name }) => ({ value: code, label: name }));
  const currencies = organisation.currencies.map((code) => ({ value: code, label: code }));
  return (
    <>
      <ChoiceMenu
        label="Compare with"
        value={compare ?? 'previous'}
        active={compare !== undefined}
        options={COMPARE}
        onChange={(chosen) => {
          const known = COMPARE.find(({ value }) => value === chosen)?.value;
          onChange({ compare: known === 'previous' ? undefined : known });
        }}
      />
      <ChoiceMenu
        label="Method"
        value={method ?? ''}
        active={method !== undefined}
        options={[{ value: '', label: 'All methods' }, ...withAsked(methods, method, inWords)]}
        onChange={(value) => onChange({ method: value || undefined })}
      />
      <ChoiceMenu
        label="Currency"
        value={currency ?? organisation.defaultCurrency}
        options={withAsked(currencies, currency)}
        onChange={(value) =>
          onChange({ currency: value === organisation.defaultCurrency ? undefined : value })
        }
      />
      <ZoneMenu
        zone={zone ?? organisation.timeZone}
        organisationZone={organisation.timeZone}
        onChange={(value) =>
          onChange({ zone: value === organisation.timeZone ? undefined : value })
        }
      />
    </>
  );
}

/** How many choices differ from what the organisation has set. */
export function countChoices({ compare, currency, method, zone }: View): number {
  return [compare, currency, method, zone].filter((choice) => choice !== undefined).length;
}

/** A choice of the address that the organisation does not have is in force all the same, so in sight. */
function withAsked(
  known: readonly Choice[],
  asked: string | undefined,
  labelOf: (value: string) => string = (value) => value,
): readonly Choice[] {
  if (asked === undefined || known.some(({ value }) => value === asked)) return known;
  return [...known, { value: asked, label: labelOf(asked) }];
}
