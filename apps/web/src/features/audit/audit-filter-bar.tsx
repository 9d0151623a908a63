'use client';

import { SearchIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useListApiKeysQuery } from '@/features/api-keys/api-keys-api';
import { useListMembersQuery } from '@/features/members/members-api';
import { DaysFilter } from '@/features/payments/days-filter';
import { Field, FieldInput } from '@/features/payments/field';
import { useDraft } from '@/features/payments/use-draft';
import { type Choice, ChoiceMenu } from '@/features/range/choice-menu';
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
      <ChoiceMenu
        label="Who"
        value={filters.actor ?? ''}
        active={filters.actor !== undefined}
        options={[{ value: '', label: 'Anybody' }, ...withChosen(filters.actor, actors)]}
        onChange={(actor) => onChange({ actor: actor || undefined })}
      />
      <ChoiceMenu
        label="What was done"
        value={filters.action ?? ''}
        active={filters.action !== undefined}
        options={[
          { value: '', label: 'Any change' },
          ...withChosen(filters.action, actions, actionInWords),
        ]}
        onChange={(action) => onChange({ action: action || undefined })}
      />
      <Box sx={{ gridColumn: '1 / -1', flex: '1 1 180px', minWidth: 0, maxWidth: { sm: 280 } }}>
        <TargetFilter
          value={filters.target ?? ''}
          onChange={(target) => onChange({ target: target || undefined }, 'typed')}
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

/** A value of the address that nobody is called by is shown all the same: it filters. */
function withChosen(
  chosen: string | undefined,
  known: Choice[],
  name: (value: string) => string = (value) => value,
): Choice[] {
  if (chosen === undefined || known.some(({ value }) => value === chosen)) return known;
  return [...known, { value: chosen, label: name(chosen) }];
}

function TargetFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [text, setText] = useDraft(value, onChange);
  return (
    <Field icon={<SearchIcon />} active={value !== ''}>
      <FieldInput
        type="search"
        aria-label="Id of what was changed"
        placeholder="Id: pay_…, usr_…, key_…"
        value={text}
        onChange={(typed) => setText(typed.trim())}
      />
    </Field>
  );
}
