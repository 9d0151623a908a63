'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useListApiKeysQuery } from '@/features/api-keys/api-keys-api';
import { ChoiceFilter } from '@/features/filters/choice-filter';
import { DaysFilter } from '@/features/filters/days-filter';
import { TextFilter } from '@/features/filters/text-filter';
import { useListMembersQuery } from '@/features/members/members-api';
import type { Choice } from '@/features/range/choice-menu';
import { usePermission } from '@/store/session/use-permission';
import { actionInWords, KNOWN_ACTIONS } from './actions';
import { type AuditFilters, countAuditFilters, NOISE } from './audit-filters';
import type { ChangeAuditFilters } from './use-audit-filters';

export interface AuditFilterBarProps {
  filters: AuditFilters;
  fault?: string;
  onChange: ChangeAuditFilters;
}

/** On a phone the filters stand behind a button, so that the log is in sight. */
export function AuditFilterBar(props: AuditFilterBarProps) {
  const { filters, fault } = props;
  const [open, setOpen] = useState(false);
  const count = countAuditFilters(filters);
  const shown = open || fault !== undefined;
  return (
    <Box component="search" aria-label="Filters of the audit log">
      <Button
        variant="outlined"
        aria-expanded={shown}
        onClick={() => setOpen(!open)}
        sx={{ display: { sm: 'none' }, mb: shown ? 2 : 0 }}
      >
        {count > 0 ? `Filters (${count})` : 'Filters'}
      </Button>
      <Box
        sx={{
          display: { xs: shown ? 'grid' : 'none', sm: 'flex' },
          gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
          flexWrap: 'wrap',
          alignItems: 'center',
          gap: 2,
        }}
      >
        <Filters {...props} />
      </Box>
    </Box>
  );
}

function Filters({ filters, fault, onChange }: AuditFilterBarProps) {
  const actors = useActors();
  const actions = KNOWN_ACTIONS.map((action) => ({ value: action, label: actionInWords(action) }));
  return (
    <>
      <ChoiceFilter
        label="Who"
        any="Anybody"
        value={filters.actor}
        options={actors}
        onChange={(actor) => onChange({ actor })}
      />
      <ChoiceFilter
        label="What was done"
        any="Any change"
        value={filters.action}
        options={actions}
        nameOf={actionInWords}
        onChange={(action) => onChange({ action })}
      />
      <Box sx={{ gridColumn: '1 / -1', flex: '1 1 180px', minWidth: 0, maxWidth: { sm: 280 } }}>
        <TextFilter
          label="Id of what was changed"
          placeholder="Id: pay_…, usr_…, key_…"
          value={filters.target}
          tidy={(typed) => typed.trim()}
          onChange={(target) => onChange({ target }, 'typed')}
        />
      </Box>
      <Box sx={{ gridColumn: '1 / -1', flex: '0 0 auto', width: { sm: 266 } }}>
        <DaysFilter
          firstDay={filters.firstDay}
          lastDay={filters.lastDay}
          fault={fault}
          onChange={onChange}
        />
      </Box>
    </>
  );
}

/** Whether renewals of sessions are shown, too. */
export function NoiseToggle({ filters, onChange }: Omit<AuditFilterBarProps, 'fault'>) {
  if (filters.action === NOISE) return null;
  return (
    <Box
      component="label"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        fontSize: '0.8125rem',
        color: 'text.secondary',
        cursor: 'pointer',
      }}
    >
      <Box
        component="input"
        type="checkbox"
        checked={filters.everything}
        onChange={({ target }) => onChange({ everything: target.checked })}
        sx={{ m: 0, accentColor: 'var(--cb-palette-primary-main)' }}
      />
      Renewals of sessions, too
    </Box>
  );
}

/** Everybody who may have done something and is still known. */
function useActors(): Choice[] {
  const { data: members } = useListMembersQuery();
  const seesKeys = usePermission('api_keys:read');
  const { data: keys } = useListApiKeysQuery(undefined, { skip: !seesKeys });
  return [
    ...(members ?? []).map(({ userId, name }) => ({ value: userId, label: name })),
    ...(keys ?? []).map(({ id, name }) => ({ value: id, label: `${name} (API key)` })),
    { value: '-', label: 'Cashbeat itself' },
  ];
}
