"""Questions asked of the members of an organisation together."""

from datetime import datetime

from cashbeat.core.mongo import Database, Session


class MemberRepository:
    """Members of a tenant, which is the first argument of every question."""

    def __init__(self, database: Database) -> None:
        self._memberships = database["memberships"]
        self._sessions = database["sessions"]
        self._users = database["users"]

    async def lock_owners(self, tenant_id: str, session: Session) -> int:
        """How many owners there are. Whoever asks too is tried again when this one is through.

        A transaction sees its own snapshot: two that each take another owner away would both see
        one left. So each writes to every owner, and one of them meets a write conflict.
        """
        done = await self._memberships.update_many(
            {"tenantId": tenant_id, "role": "owner"}, {"$inc": {"locked": 1}}, session=session
        )
        return done.matched_count

    async def get_last_seen(self, tenant_id: str) -> dict[str, datetime]:
        """When each member was last active anywhere, by user; to the minutes of a refresh."""
        members = await self._memberships.distinct("userId", {"tenantId": tenant_id})
        found = await self._sessions.aggregate(
            [
                {"$match": {"userId": {"$in": members}}},
                {"$group": {"_id": "$userId", "at": {"$max": "$lastUsedAt"}}},
            ]
        )
        return {each["_id"]: each["at"] async for each in found}

    async def has_email(self, tenant_id: str, email_key: str) -> bool:
        """Whether somebody with that address is a member."""
        user = await self._users.find_one({"emailKey": email_key}, {"_id": 1})
        if user is None:
            return False
        member = {"_id": f"{tenant_id}|{user['_id']}", "tenantId": tenant_id}
        return await self._memberships.find_one(member) is not None
