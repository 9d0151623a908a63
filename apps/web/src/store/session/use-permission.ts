'use client';

import type { Permission } from '@cashbeat/shared-types';
import { useAppSelector } from '../hooks';
import { selectPermitted } from './session-slice';

/**
 * Whether the organisation lets the person do something, to hide what would be refused. Deciding is
 * the API's alone.
 */
export function usePermission(permission: Permission): boolean {
  return useAppSelector((state) => selectPermitted(state, permission));
}
