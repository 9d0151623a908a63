'use client';

import type { Permission } from '@cashbeat/shared-types';
import { EmptyState, Panel } from '@cashbeat/ui';
import type { ReactNode } from 'react';
import { useAppSelector } from '@/store/hooks';
import { selectSession } from '@/store/session/session-slice';
import { LinesSkeleton } from './loaded';
import { roleName } from './roles';

export interface NeedsPermissionProps {
  permission: Permission;
  /** Title of the page: "Audit log". */
  page: string;
  children: ReactNode;
}

/** A page for those who may see it; the others are told why there is nothing. */
export function NeedsPermission({ permission, page, children }: NeedsPermissionProps) {
  const session = useAppSelector(selectSession);
  if (session?.permissions.includes(permission)) return children;
  return (
    <Panel title={page} flush>
      {session ? (
        <EmptyState title="Your role does not show this">
          {session.tenant
            ? `You are ${roleName(session.tenant.role).toLowerCase()} in ${session.tenant.name}. ` +
              'An owner or administrator can give you another role.'
            : 'You belong to no organisation yet.'}
        </EmptyState>
      ) : (
        <LinesSkeleton what={page.toLowerCase()} />
      )}
    </Panel>
  );
}
