'use client';

import { ChoiceFilter } from '@/features/filters/choice-filter';
import { type CustomerFilters, OPEN, STATUSES } from './customer-filters';
import { STATUS_STYLES } from './customer-status';
import type { ChangeFilters } from './use-customer-filters';

/** How customers stand, and whether they are there at all. */
type Standing = Pick<CustomerFilters, 'statuses' | 'deleted'>;

const CHOICES: readonly { label: string; standing: Standing }[] = [
  { label: 'Open', standing: { statuses: OPEN } },
  ...STATUSES.map((status) => ({
    label: STATUS_STYLES[status].label,
    standing: { statuses: [status] },
  })),
  { label: 'Deleted', standing: { deleted: true } },
];

export function StatusMenu({ onChange, ...standing }: Standing & { onChange: ChangeFilters }) {
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
        onChange({ statuses: undefined, deleted: undefined, ...choice?.standing });
      }}
    />
  );
}

function keyOf({ statuses = [], deleted }: Standing): string {
  return [...statuses, ...(deleted ? ['deleted'] : [])].join(',');
}

/** Of what a link asks for and the menu does not offer: "Overdue or Partial, deleted". */
function nameOf({ statuses = [], deleted }: Standing): string {
  const names = statuses.map((status) => STATUS_STYLES[status].label);
  const listed = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names);
  return listed + (deleted ? ', deleted' : '');
}
