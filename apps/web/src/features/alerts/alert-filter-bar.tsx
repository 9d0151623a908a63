'use client';

import type { AlertCounts } from '@cashbeat/shared-types';
import { Segmented } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import { ChoiceFilter } from '@/features/filters/choice-filter';
import type { ChangeAddress } from '@/features/filters/use-address-filters';
import { type AlertFilters, SHOWN_STATES } from './alert-filters';
import { SEVERITY_LOOKS, STATE_LOOKS } from './alert-style';
import { SEVERITIES } from './alert-types';
import { useListRulesQuery } from './rules-api';

export interface AlertFilterBarProps {
  filters: AlertFilters;
  /** Undefined while they are on their way. */
  counts: AlertCounts | undefined;
  onChange: ChangeAddress<AlertFilters>;
}

export function AlertFilterBar({ filters, counts, onChange }: AlertFilterBarProps) {
  const { data: rules } = useListRulesQuery();
  return (
    <Box
      component="search"
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
          width: { xs: '100%', sm: 'auto' },
          // Six states are too many for one line of a phone.
          '& > [role=group]': {
            display: { xs: 'grid', sm: 'inline-flex' },
            gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
          },
        }}
      >
        <Segmented
          label="State"
          value={filters.state}
          options={SHOWN_STATES.map((state) => ({ value: state, label: labelOf(state, counts) }))}
          onChange={(state) => onChange({ state })}
        />
      </Box>
      <ChoiceFilter
        label="Severity"
        any="Any severity"
        value={filters.severity}
        options={SEVERITIES.map((value) => ({ value, label: SEVERITY_LOOKS[value].text }))}
        onChange={(severity) =>
          onChange({ severity: SEVERITIES.find((known) => known === severity) })
        }
      />
      <ChoiceFilter
        label="Rule"
        any="Any rule"
        value={filters.ruleId}
        options={rules?.map(({ id, name }) => ({ value: id, label: name }))}
        nameOf={() => 'A rule that is gone'}
        onChange={(ruleId) => onChange({ ruleId })}
      />
    </Box>
  );
}

function labelOf(state: AlertFilters['state'], counts: AlertCounts | undefined): string {
  if (state === 'all') return 'All';
  const text = state === 'open' ? 'Open' : STATE_LOOKS[state].text;
  const count = state === 'resolved' ? undefined : counts?.[state];
  return count ? `${text} (${count})` : text;
}
