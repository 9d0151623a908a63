'use client';

import { NeedsPermission } from '@/features/settings/needs-permission';
import { AuditPanel } from './audit-panel';

/** Everything that was changed here, by whom, and from what to what. */
export function AuditPage() {
  return (
    <NeedsPermission permission="audit:read" page="Audit log">
      <AuditPanel />
    </NeedsPermission>
  );
}
