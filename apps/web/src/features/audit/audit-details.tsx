'use client';

import type { AuditEntry } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useOpenPayment } from '@/features/payments/use-open-payment';
import { Fact, Facts } from '@/features/settings/facts';
import { ShellLink } from '@/features/shell/shell-link';
import { useFormats } from '@/store/session/use-formats';
import { type ChangeRow, changesOf } from './changes';
import type { ChangeAuditFilters } from './use-audit-filters';

export interface AuditDetailsProps {
  entry: AuditEntry;
  zone: string;
  onFilter: ChangeAuditFilters;
}

/** From what to what, why, and what proves it. */
export function AuditDetails({ entry, zone, onFilter }: AuditDetailsProps) {
  const formats = useFormats();
  const changes = changesOf(entry, zone, formats);
  const openPayment = useOpenPayment();
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: 4,
        px: 4,
        py: 4,
        bgcolor: 'surface.sunken',
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      {changes.length > 0 && <Changes rows={changes} />}
      <Facts>
        {entry.why && <Fact name="Why">{entry.why}</Fact>}
        <Fact name="When">{formats.formatDateTime(entry.at, zone)}</Fact>
        <Fact name="Who">
          {entry.actor.name} {entry.actor.id !== '-' && <Code>{entry.actor.id}</Code>}
        </Fact>
        <Fact name="What">
          {entry.target.name && `${entry.target.name} `}
          <Code>{entry.target.id}</Code>
        </Fact>
        <Fact name="Address">{entry.address || '–'}</Fact>
        <Fact name="Request">
          <Code>{entry.requestId || '–'}</Code>
        </Fact>
        <Fact name="Entry">
          <Code>{entry.id}</Code> {entry.n === null ? '(not sealed yet)' : `· number ${entry.n}`}
        </Fact>
        {entry.hash && (
          <Fact name="Hash">
            <Code>{entry.hash}</Code>
          </Fact>
        )}
      </Facts>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        {entry.target.kind === 'payment' && (
          <Button variant="outlined" onClick={() => openPayment(entry.target.id)}>
            Open the payment
          </Button>
        )}
        {entry.target.kind === 'customer' && (
          <Button
            component={ShellLink}
            href={`/customers/${encodeURIComponent(entry.target.id)}`}
            variant="outlined"
          >
            Open the customer
          </Button>
        )}
        <Button variant="outlined" onClick={() => onFilter({ target: entry.target.id })}>
          All about this
        </Button>
        <Button variant="outlined" onClick={() => onFilter({ actor: entry.actor.id })}>
          All by {entry.actor.name}
        </Button>
      </Box>
    </Box>
  );
}

function Code({ children }: { children: string }) {
  return (
    <Box component="code" sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
      {children}
    </Box>
  );
}

function Changes({ rows }: { rows: readonly ChangeRow[] }) {
  return (
    <Box
      component="table"
      aria-label="What changed"
      sx={{
        width: '100%',
        borderCollapse: 'collapse',
        tableLayout: 'fixed',
        fontSize: '0.8125rem',
        lineHeight: 1.5,
        '& th, & td': {
          textAlign: 'left',
          verticalAlign: 'top',
          fontWeight: 400,
          py: 1,
          pr: 3,
          overflowWrap: 'anywhere',
          borderBottom: 1,
          borderColor: 'divider',
        },
        '& thead th': { fontSize: '0.75rem', fontWeight: 550, color: 'text.secondary' },
        '& tbody th': { color: 'text.secondary' },
      }}
    >
      <thead>
        <tr>
          <Box component="th" scope="col" sx={{ width: { xs: '30%', sm: 160 } }}>
            Field
          </Box>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ field, name, before, after, differs }) => (
          <tr key={field}>
            <th scope="row">{name}</th>
            <Box component="td" sx={{ color: differs ? 'tone.failure.main' : undefined }}>
              {before}
            </Box>
            <Box component="td" sx={{ color: differs ? 'tone.success.main' : undefined }}>
              {after}
            </Box>
          </tr>
        ))}
      </tbody>
    </Box>
  );
}
