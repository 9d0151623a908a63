"""Questions asked of people and of what they are where."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any, get_args

from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from cashbeat.contracts.access import Role
from cashbeat.core.idempotency import KeyedRequest
from cashbeat.core.mongo import Database
from cashbeat.identity.errors import EmailTaken
from cashbeat.identity.person import StoredUser, email_key


class UserRepository:
    """People: they belong to no single organisation, so their own id comes first."""

    def __init__(self, database: Database) -> None:
        self._users = database["users"]

    async def get(
        self, user_id: str, session: AsyncClientSession | None = None
    ) -> StoredUser | None:
        """The person of that id."""
        return await self._users.find_one({"_id": user_id}, session=session)

    async def get_by_email(self, email: str) -> StoredUser | None:
        """The person with that address, however it is capitalised."""
        return await self._users.find_one({"emailKey": email_key(email)})

    def iterate(self) -> AsyncIterator[StoredUser]:
        """Everybody, by address."""
        return aiter(self._users.find({}).sort("emailKey", 1))

    async def list_by_ids(self, user_ids: list[str]) -> dict[str, StoredUser]:
        """People by id."""
        found = self._users.find({"_id": {"$in": user_ids}})
        return {stored["_id"]: stored async for stored in found}

    async def insert(self, stored: dict[str, Any], session: AsyncClientSession | None) -> None:
        """A new person. Raises: EmailTaken."""
        try:
            await self._users.insert_one(stored, session=session)
        except DuplicateKeyError:
            raise EmailTaken("There is an account with this e-mail address already.") from None

    async def update(
        self,
        user_id: str,
        changes: Mapping[str, Any],
        session: AsyncClientSession | None = None,
        *,
        only_if: Mapping[str, Any] | None = None,
    ) -> bool:
        """Set fields (None takes them away); False when the condition does not hold any more."""
        update = {
            "$set": {name: value for name, value in changes.items() if value is not None},
            "$unset": {name: "" for name, value in changes.items() if value is None},
        }
        done = await self._users.update_one(
            {"_id": user_id, **(only_if or {})},
            {verb: fields for verb, fields in update.items() if fields},
            session=session,
        )
        return done.matched_count == 1


class MembershipRepository:
    """What people are in an organisation."""

    def __init__(self, database: Database) -> None:
        self._memberships = database["memberships"]

    async def get_role(
        self, tenant_id: str, user_id: str, session: AsyncClientSession | None = None
    ) -> Role | None:
        """What the person is there; None of a stranger."""
        found = await self._memberships.find_one(_one(tenant_id, user_id), session=session)
        return None if found is None else known_role(found["role"])

    async def list_of_tenant(
        self, tenant_id: str, session: AsyncClientSession | None = None
    ) -> list[dict[str, Any]]:
        """Every membership of an organisation, oldest first."""
        found = self._memberships.find({"tenantId": tenant_id}, session=session)
        return await found.sort([("createdAt", 1), ("_id", 1)]).to_list()

    async def list_of_user(self, user_id: str) -> dict[str, Role]:
        """What a person is in each of their organisations."""
        found = self._memberships.find({"userId": user_id})
        roles = {stored["tenantId"]: known_role(stored["role"]) async for stored in found}
        return {tenant_id: role for tenant_id, role in roles.items() if role is not None}

    async def get_chain(self, user: StoredUser) -> str:
        """Whose audit log tells of a person's own matters: their default organisation's.

        Else that of another one they belong to, always the same; else their own.
        """
        roles = await self.list_of_user(user["_id"])
        default = user.get("defaultTenantId")
        return str(default) if default in roles else min(roles, default=str(user["_id"]))

    async def get_founded(self, user_id: str, key: str) -> dict[str, Any] | None:
        """The membership of the organisation that a person founded by the request of that key."""
        return await self._memberships.find_one({"userId": user_id, "key": key})

    async def insert(
        self,
        tenant_id: str,
        user_id: str,
        role: Role,
        now: datetime,
        session: AsyncClientSession | None = None,
        request: KeyedRequest | None = None,
    ) -> bool:
        """Make somebody a member; False when they are one already, or the request's key is used.

        `request`: the one that founded the organisation.
        """
        stored = {**_one(tenant_id, user_id), "userId": user_id, "role": role, "createdAt": now}
        if request is not None:
            stored |= request.stored()
        try:
            await self._memberships.insert_one(stored, session=session)
        except DuplicateKeyError:
            return False
        return True

    async def update_role(
        self, tenant_id: str, user_id: str, role: Role, session: AsyncClientSession | None = None
    ) -> bool:
        """Give a member another role; False when there is no such member."""
        done = await self._memberships.update_one(
            _one(tenant_id, user_id), {"$set": {"role": role}}, session=session
        )
        return done.matched_count == 1

    async def delete(
        self, tenant_id: str, user_id: str, session: AsyncClientSession | None = None
    ) -> bool:
        """Take somebody out; False when there is no such member."""
        done = await self._memberships.delete_one(_one(tenant_id, user_id), session=session)
        return done.deleted_count == 1


def known_role(text: str) -> Role | None:
    """A role that there is: what a database says is not trusted to be one."""
    return next((role for role in get_args(Role) if role == text), None)


def _one(tenant_id: str, user_id: str) -> dict[str, str]:
    return {"_id": f"{tenant_id}|{user_id}", "tenantId": tenant_id}
