'use client';

import type { ApiKey } from '@cashbeat/shared-types';
import { Pill, type Tone } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type Column, SettingsTable } from '@/features/settings/settings-table';
import { useNow } from '@/features/settings/use-now';
import { When } from '@/features/settings/when';
import { type KeyState, keyStateOf } from './key-state';

export interface ApiKeyTableProps {
  keys: readonly ApiKey[];
  onRevoke?: (key: ApiKey) => void;
}

const STATES: Record<KeyState, { tone: Tone; text: string }> = {
  good: { tone: 'success', text: 'Active' },
  ending: { tone: 'warning', text: 'Ends soon' },
  expired: { tone: 'pending', text: 'Expired' },
  revoked: { tone: 'pending', text: 'Revoked' },
};

export function ApiKeyTable({ keys, onRevoke }: ApiKeyTableProps) {
  const now = useNow();
  const isPast = (key: ApiKey) => ['expired', 'revoked'].includes(keyStateOf(key, now));
  const revocation = (key: ApiKey) =>
    onRevoke &&
    !isPast(key) && (
      <Button variant="outlined" onClick={() => onRevoke(key)} aria-label={`Revoke ${key.name}…`}>
        Revoke…
      </Button>
    );
  const columns: Column<ApiKey>[] = [
    { name: 'Key', cell: (key) => <Name apiKey={key} /> },
    {
      name: 'May',
      from: 'md',
      cell: ({ scopes }) => <Scopes scopes={scopes} />,
    },
    {
      name: 'Created',
      from: 'xl',
      cell: ({ createdBy, createdAt }) => (
        <>
          {createdBy}
          <Typography variant="caption" component="p" color="textSecondary">
            <When instant={createdAt} as="day" />
          </Typography>
        </>
      ),
    },
    {
      name: 'Last used',
      from: 'md',
      cell: ({ lastUsedAt }) => (lastUsedAt ? <When instant={lastUsedAt} /> : 'Never'),
    },
    { name: 'Expires', from: 'lg', cell: (key) => <Expiry apiKey={key} /> },
    {
      name: 'State',
      width: 120,
      cell: (key) => (
        <>
          <State state={keyStateOf(key, now)} />
          <Box sx={{ display: { sm: 'none' }, mt: 2 }}>{revocation(key)}</Box>
        </>
      ),
    },
    { name: 'Actions', hiddenName: true, align: 'right', from: 'sm', cell: revocation },
  ];
  return (
    <SettingsTable
      label="API keys"
      columns={columns}
      rows={inOrder(keys, isPast)}
      keyOf={({ id }) => id}
      isPast={isPast}
    />
  );
}

function State({ state }: { state: KeyState }) {
  const { tone, text } = STATES[state];
  return <Pill tone={tone}>{text}</Pill>;
}

/** Those that open something first; the API's order otherwise. */
function inOrder(keys: readonly ApiKey[], isPast: (key: ApiKey) => boolean): ApiKey[] {
  return keys.toSorted((one, other) => Number(isPast(one)) - Number(isPast(other)));
}

function Name({ apiKey }: { apiKey: ApiKey }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box component="span" sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
        {apiKey.name}
      </Box>
      <Typography variant="caption" component="p" color="textSecondary">
        <code>{apiKey.prefix}…</code>
        <Box component="span" sx={{ display: { xl: 'none' } }}>
          {' '}
          by {apiKey.createdBy}
        </Box>
      </Typography>
      <Box sx={{ display: { md: 'none' }, mt: 1 }}>
        <Scopes scopes={apiKey.scopes} />
        <Typography variant="caption" component="p" color="textSecondary">
          {apiKey.lastUsedAt ? (
            <>
              used <When instant={apiKey.lastUsedAt} />
            </>
          ) : (
            'never used'
          )}
        </Typography>
      </Box>
    </Box>
  );
}

function Scopes({ scopes }: { scopes: readonly string[] }) {
  return (
    <Typography variant="caption" component="p" color="textSecondary">
      {scopes.map((scope, index) => (
        <span key={scope}>
          <Box component="code" sx={{ whiteSpace: 'nowrap' }}>
            {scope}
          </Box>
          {index < scopes.length - 1 && ', '}
        </span>
      ))}
    </Typography>
  );
}

function Expiry({ apiKey: { revokedAt, expiresAt } }: { apiKey: ApiKey }) {
  if (revokedAt !== null) {
    return (
      <>
        Revoked <When instant={revokedAt} as="day" />
      </>
    );
  }
  return expiresAt === null ? 'Never' : <When instant={expiresAt} as="day" />;
}
