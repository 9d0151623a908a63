import type { Role } from '@cashbeat/shared-types';

/** Highest first, as the API lists them. */
export const ROLES: readonly Role[] = ['owner', 'admin', 'agent', 'viewer'];

const NAMES: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Administrator',
  agent: 'Agent',
  viewer: 'Viewer',
};

export function roleName(role: Role): string {
  return NAMES[role];
}
