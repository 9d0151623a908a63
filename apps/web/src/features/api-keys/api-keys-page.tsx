'use client';

import { NeedsPermission } from '@/features/settings/needs-permission';
import { ApiKeysPanel } from './api-keys-panel';

/** Keys for programs: the simulator, importers, whatever else records or reads payments. */
export function ApiKeysPage() {
  return (
    <NeedsPermission permission="api_keys:read" page="API keys">
      <ApiKeysPanel />
    </NeedsPermission>
  );
}
