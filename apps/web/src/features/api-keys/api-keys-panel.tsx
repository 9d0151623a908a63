'use client';

import type { ApiKey } from '@cashbeat/shared-types';
import { EmptyState, Panel, PlusIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { enqueueSnackbar } from 'notistack';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { DeedDialog } from '@/features/settings/deed-dialog';
import { Loaded } from '@/features/settings/loaded';
import { Remark } from '@/features/settings/remark';
import { usePermission } from '@/store/session/use-permission';
import { ApiKeyTable } from './api-key-table';
import { useListApiKeysQuery, useRevokeApiKeyMutation } from './api-keys-api';

const NewKeyDialog = dynamic(() => import('./new-key-dialog'));

export function ApiKeysPanel() {
  const keys = useListApiKeysQuery();
  const [revoke] = useRevokeApiKeyMutation();
  const writes = usePermission('api_keys:write');
  const [making, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<ApiKey | null>(null);
  const make = writes && (
    <Button variant="contained" startIcon={<PlusIcon />} onClick={() => setMaking(true)}>
      New key
    </Button>
  );
  return (
    <Panel title="API keys" flush actions={make}>
      {!writes && (
        <Box sx={{ px: 4, pt: 3 }}>
          <Remark>Your role shows API keys; owners and administrators make and revoke them.</Remark>
        </Box>
      )}
      <Loaded query={keys} what="API keys">
        {(list) =>
          list.length === 0 ? (
            <EmptyState title="No API keys yet">
              A program needs one to record or read payments without a person: a shop, an import, a
              report. It can do only what you allow it.
            </EmptyState>
          ) : (
            <ApiKeyTable keys={list} onRevoke={writes ? setLeaving : undefined} />
          )
        }
      </Loaded>
      {making && <NewKeyDialog onClose={() => setMaking(false)} />}
      {leaving && (
        <DeedDialog
          title={`Revoke ${leaving.name}?`}
          action="Revoke the key"
          dangerous
          onDo={() => revoke(leaving.id)}
          onDone={() => enqueueSnackbar(`${leaving.name} was revoked`, { variant: 'success' })}
          onClose={() => setLeaving(null)}
        >
          Programs that use <code>{leaving.prefix}…</code> are refused at once. This cannot be
          undone.
        </DeedDialog>
      )}
    </Panel>
  );
}
