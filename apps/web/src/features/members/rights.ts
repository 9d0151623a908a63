import type { Member, Role, Session } from '@cashbeat/shared-types';
import { ROLES } from '@/features/settings/roles';

export interface Rights {
  /** Roles that the caller may give to the member; empty where the role cannot be changed. */
  roles: readonly Role[];
  remove: boolean;
  leave: boolean;
}

/** What the caller may do with a member, so that nothing is offered that would be refused. */
export function rightsOver(member: Member, { user, permissions }: Session): Rights {
  const writes = permissions.includes('members:write');
  const writesOwners = permissions.includes('owners:write');
  const self = member.userId === user?.id;
  const reached = writes && (member.role !== 'owner' || writesOwners);
  return {
    roles: reached ? ROLES.filter((role) => role !== 'owner' || writesOwners) : [],
    remove: reached && !self,
    leave: self,
  };
}
