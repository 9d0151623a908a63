"""Members of an organisation: who they are, what they may do, and how they leave."""

from collections.abc import Callable
from datetime import datetime

from cashbeat.audit.entry import Target, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.access import ROLE_PERMISSIONS, Permission, Role
from cashbeat.contracts.identity import Member
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.identity.gate.authority import Authority
from cashbeat.identity.member.seen import MemberRepository
from cashbeat.identity.people_errors import LastOwner, MemberNotFound
from cashbeat.identity.person import StoredUser, has_two_factor
from cashbeat.identity.user_repository import MembershipRepository, UserRepository, known_role
from cashbeat.tenant.caller import Caller, PermissionDenied

_LAST = "The organisation has no other owner; make somebody an owner first."


class MemberService:
    """Lists and changes members. Only owners touch owners, and the last owner stays one."""

    def __init__(
        self, database: Database, authority: Authority, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._users = UserRepository(database)
        self._memberships = MembershipRepository(database)
        self._members = MemberRepository(database)
        self._audit = AuditLog(database)
        self._authority = authority
        self._clock = clock

    async def list_members(self, tenant_id: str) -> list[Member]:
        """Everybody who belongs to it, oldest membership first."""
        memberships = await self._memberships.list_of_tenant(tenant_id)
        users = await self._users.list_by_ids([each["userId"] for each in memberships])
        seen = await self._members.get_last_seen(tenant_id)
        found = []
        for each in memberships:
            user, role = users.get(each["userId"]), known_role(each["role"])
            if user is not None and role is not None:
                last = seen.get(user["_id"])
                found.append(_member(user, role, each["createdAt"], last))
        return found

    async def change_role(self, user_id: str, role: Role, by: Caller) -> Member:
        """Give a member another role. Raises: MemberNotFound, PermissionDenied, LastOwner."""
        tenant_id = by.tenant.id

        async def work(session: Session) -> None:
            before = await self._role(tenant_id, user_id, session)
            await self._authorise(by, "members:write", {before, role}, session)
            if before == role:
                return
            await self._keep_an_owner(tenant_id, before, session)
            await self._memberships.update_role(tenant_id, user_id, role, session)
            await self._tell(
                by, "member.role_changed", user_id, {"role": before}, {"role": role}, session
            )

        await in_transaction(self._database, work)
        self._authority.forget("memberships", f"{tenant_id}|{user_id}")
        return await self._get(tenant_id, user_id)

    async def remove(self, user_id: str, by: Caller) -> None:
        """Take a member out; anybody may take out themselves.

        Raises: MemberNotFound, PermissionDenied, LastOwner.
        """
        tenant_id, leaves = by.tenant.id, user_id == by.by.actor.id

        async def work(session: Session) -> None:
            if not leaves:
                await self._authorise(by, "members:write", set(), session)
            before = await self._role(tenant_id, user_id, session)
            if not leaves:
                await self._authorise(by, "members:write", {before}, session)
            await self._keep_an_owner(tenant_id, before, session)
            await self._memberships.delete(tenant_id, user_id, session)
            action = "member.left" if leaves else "member.removed"
            await self._tell(by, action, user_id, {"role": before}, {}, session)

        await in_transaction(self._database, work)
        self._authority.forget("memberships", f"{tenant_id}|{user_id}")

    async def _get(self, tenant_id: str, user_id: str) -> Member:
        members = await self.list_members(tenant_id)
        found = next((each for each in members if each.user_id == user_id), None)
        if found is None:
            raise MemberNotFound("The organisation has no such member.")
        return found

    async def _role(self, tenant_id: str, user_id: str, session: Session) -> Role:
        role = await self._memberships.get_role(tenant_id, user_id, session)
        if role is None:
            raise MemberNotFound("The organisation has no such member.")
        return role

    async def _authorise(
        self, by: Caller, permission: Permission, roles: set[Role], session: Session
    ) -> None:
        """That the caller may still do this at the moment of the change.

        The gate let them in some time before: whoever took their role away since then was first.
        """
        role = await self._memberships.get_role(by.tenant.id, by.by.actor.id, session)
        allowed = frozenset[Permission]() if role is None else ROLE_PERMISSIONS[role]
        needed: set[Permission] = {permission}
        if "owner" in roles:
            needed.add("owners:write")
        for each in sorted(needed - (allowed & by.permissions)):
            raise PermissionDenied(f"This needs the permission {each}, which you have not.")

    async def _keep_an_owner(self, tenant_id: str, before: Role, session: Session) -> None:
        if before == "owner" and await self._members.lock_owners(tenant_id, session) < 2:
            raise LastOwner(_LAST)

    async def _tell(
        self,
        by: Caller,
        action: str,
        user_id: str,
        before: dict[str, Role],
        after: dict[str, Role],
        session: Session,
    ) -> None:
        user = await self._users.get(user_id, session)
        target = Target("user", user_id, None if user is None else user["name"])
        entry = entry_of(by.tenant.id, by.by, action, target, before, after, self._clock())
        await self._audit.record(by.tenant.id, entry, session)


def _member(user: StoredUser, role: Role, since: datetime, seen: datetime | None) -> Member:
    return Member(
        user_id=user["_id"],
        name=user["name"],
        email=user["email"],
        role=role,
        two_factor=has_two_factor(user),
        joined_at=since,
        last_seen_at=seen,
    )
