'use client';

import { ChoiceFilter } from '@/features/filters/choice-filter';
import { type CustomerFilters, NOBODY } from './customer-filters';
import { useAgents } from './use-agents';
import type { ChangeFilters } from './use-customer-filters';

/** One menu for one member; a link may name several. */
export function AgentMenu({
  agents,
  onChange,
}: Pick<CustomerFilters, 'agents'> & { onChange: ChangeFilters }) {
  const known = useAgents();
  const options = known && [
    ...known.map(({ id, name }) => ({ value: id, label: name })),
    { value: NOBODY, label: 'Unassigned' },
  ];
  const nameOf = (id: string) =>
    options?.find(({ value }) => value === id)?.label ?? 'One who left';
  return (
    <ChoiceFilter
      label="Agent"
      any="Any agent"
      value={agents?.join(',')}
      options={options}
      nameOf={() =>
        new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(agents?.map(nameOf) ?? [])
      }
      onChange={(chosen) => onChange({ agents: chosen ? [chosen] : undefined })}
    />
  );
}
