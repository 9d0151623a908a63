'use client';

import { ChoiceFilter } from '@/features/filters/choice-filter';
import { inWords } from '@/features/organisation/use-method-name';
import {
  ATTEMPTED,
  type PaymentFilters,
  type Status,
  STATUSES,
  SUCCEEDED,
} from './payment-filters';
import type { ChangeFilters } from './use-filters';

/** Where payments stand, and whether anything was given back. */
type Standing = Pick<PaymentFilters, 'statuses' | 'refunded'>;

const CHOICES: readonly { label: string; standing: Standing }[] = [
  { label: 'Succeeded', standing: { statuses: SUCCEEDED } },
  ...STATUSES.map((status) => ({ label: inWords(status), standing: { statuses: [status] } })),
  { label: 'With refunds', standing: { refunded: true } },
  { label: 'Partly refunded', standing: { statuses: ['completed'], refunded: true } },
];

/** One menu for both: nothing is given back but of what succeeded. */
export function StatusFilter({ onChange, ...standing }: Standing & { onChange: ChangeFilters }) {
  const key = keyOf(standing);
  return (
    <ChoiceFilter
      label="Status"
      any="Any status"
      value={key || undefined}
      options={CHOICES.map(({ label, standing }) => ({ value: keyOf(standing), label }))}
      nameOf={() => nameOf(standing)}
      onChange={(chosen) => {
        const choice = CHOICES.find((known) => keyOf(known.standing) === chosen);
        onChange({ statuses: undefined, refunded: undefined, ...choice?.standing });
      }}
    />
  );
}

function keyOf({ statuses = [], refunded }: Standing): string {
  return [...statuses, ...(refunded ? ['with-refunds'] : [])].join(',');
}

/** Of what a link asks for and the menu does not offer: "Pending or failed". */
function nameOf({ statuses = [], refunded }: Standing): string {
  const name = keyOf({ statuses }) === keyOf({ statuses: ATTEMPTED }) ? 'Not pending' : undefined;
  return (name ?? inWords(listed(statuses))) + (refunded ? ', with refunds' : '');
}

function listed(statuses: readonly Status[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(statuses);
}
