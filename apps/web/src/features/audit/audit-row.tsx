'use client';

import type { AuditActor, AuditEntry, AuditTarget } from '@cashbeat/shared-types';
import { ChevronDownIcon, KeyIcon, SettingsIcon, UserIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useId, useState } from 'react';
import { useFormats } from '@/store/session/use-formats';
import { actionInWords } from './actions';
import { AuditDetails } from './audit-details';
import { Seal } from './seal';
import type { ChangeAuditFilters } from './use-audit-filters';

export interface AuditRowProps {
  entry: AuditEntry;
  zone: string;
  onFilter: ChangeAuditFilters;
}

const ICONS: Record<AuditActor['kind'], typeof UserIcon> = {
  user: UserIcon,
  api_key: KeyIcon,
  system: SettingsIcon,
};

/** One change in a line; all that is known of it below, on demand. */
export function AuditRow({ entry, zone, onFilter }: AuditRowProps) {
  const { formatClock } = useFormats();
  const [open, setOpen] = useState(false);
  const details = useId();
  const Icon = ICONS[entry.actor.kind];
  return (
    <Box component="li" sx={{ borderBottom: 1, borderColor: 'divider' }} data-testid="audit-entry">
      <ButtonBase
        aria-expanded={open}
        aria-controls={open ? details : undefined}
        onClick={() => setOpen(!open)}
        sx={{
          width: '100%',
          display: 'grid',
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr) auto',
            md: '84px minmax(0, 1fr) minmax(0, 1.4fr) minmax(0, 1.4fr) auto 18px',
          },
          alignItems: 'center',
          columnGap: 3,
          rowGap: 0.5,
          px: 4,
          py: 2.25,
          textAlign: 'left',
          fontSize: '0.8125rem',
          lineHeight: 1.5,
          '&:hover': { bgcolor: 'surface.sunken' },
          '&:focus-visible': { outlineOffset: '-2px !important' },
        }}
      >
        <Box
          component="time"
          dateTime={entry.at}
          sx={{
            color: 'text.secondary',
            fontVariantNumeric: 'tabular-nums',
            whiteSpace: { md: 'nowrap' },
            gridRow: { xs: 2, md: 'auto' },
            gridColumn: { xs: 1, md: 'auto' },
          }}
        >
          {formatClock(entry.at, zone)}
          <Box component="span" sx={{ display: { xs: 'inline', md: 'none' } }}>
            {' '}
            · {entry.actor.name}
          </Box>
        </Box>
        <Box
          sx={{
            ...CLIPPED,
            display: { xs: 'none', md: 'flex' },
            alignItems: 'center',
            gap: 1.5,
            '& svg': { fontSize: 15, color: 'text.secondary', flexShrink: 0 },
          }}
        >
          <Icon titleAccess={KINDS[entry.actor.kind]} />
          <Box component="span" sx={CLIPPED}>
            {entry.actor.name}
          </Box>
        </Box>
        <Box sx={{ fontWeight: 550, gridRow: { xs: 1, md: 'auto' }, minWidth: 0 }}>
          {actionInWords(entry.action)}
        </Box>
        <Box sx={{ ...CLIPPED, color: 'text.secondary', gridColumn: { xs: '1 / -1', md: 'auto' } }}>
          {nameOf(entry.target)}
        </Box>
        <Box sx={{ gridRow: { xs: 1, md: 'auto' }, gridColumn: { xs: 2, md: 'auto' } }}>
          <Seal entry={entry} />
        </Box>
        <ChevronDownIcon
          aria-hidden
          sx={{
            display: { xs: 'none', md: 'block' },
            fontSize: 16,
            color: 'text.secondary',
            transform: open ? 'rotate(180deg)' : undefined,
          }}
        />
      </ButtonBase>
      {open && (
        <Box id={details}>
          <AuditDetails entry={entry} zone={zone} onFilter={onFilter} />
        </Box>
      )}
    </Box>
  );
}

const KINDS: Record<AuditActor['kind'], string> = {
  user: 'Person',
  api_key: 'API key',
  system: 'Cashbeat itself',
};

const CLIPPED = {
  minWidth: 0,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const;

function nameOf({ name, id }: AuditTarget): string {
  return name ?? id;
}
