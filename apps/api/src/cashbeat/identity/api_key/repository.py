"""API keys as stored."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pymongo import ReturnDocument

from cashbeat.core.mongo import Database, Session

StoredKey = Mapping[str, Any]
"""The fields of `ApiKeyDocument` under their stored names."""

LISTED = 500
"""Keys that are shown, newest first; revoked ones leave the list at its end."""


class ApiKeyRepository:
    """Keys of a tenant, which is the first argument of every question."""

    def __init__(self, database: Database) -> None:
        self._keys = database["api_keys"]

    async def insert(self, tenant_id: str, stored: Mapping[str, Any], session: Session) -> None:
        """A new key. Raises: DuplicateKeyError when its request's idempotency key is taken."""
        await self._keys.insert_one({**stored, "tenantId": tenant_id}, session=session)

    async def get_by_request(self, tenant_id: str, key: str) -> StoredKey | None:
        """The key that a request with this idempotency key made."""
        return await self._keys.find_one({"tenantId": tenant_id, "request.key": key})

    async def list_keys(self, tenant_id: str) -> Sequence[StoredKey]:
        """Newest first, revoked ones too."""
        found = self._keys.find({"tenantId": tenant_id})
        return await found.sort([("createdAt", -1), ("_id", -1)]).limit(LISTED).to_list()

    async def count_active(self, tenant_id: str) -> int:
        """Keys that are not revoked."""
        return await self._keys.count_documents({"tenantId": tenant_id, "revokedAt": None})

    async def get(self, tenant_id: str, key_id: str, session: Session) -> StoredKey | None:
        """The key of that id."""
        return await self._keys.find_one({"_id": key_id, "tenantId": tenant_id}, session=session)

    async def revoke(
        self, tenant_id: str, key_id: str, now: datetime, session: Session
    ) -> StoredKey | None:
        """End it; what it was, or None when it is no key or revoked already."""
        return await self._keys.find_one_and_update(
            {"_id": key_id, "tenantId": tenant_id, "revokedAt": None},
            {"$set": {"revokedAt": now}},
            return_document=ReturnDocument.BEFORE,
            session=session,
        )

    async def note_use(
        self, tenant_id: str, key_id: str, now: datetime, at_most_every: timedelta
    ) -> None:
        """That it is in use, unless that was noted shortly before."""
        stale = {"$or": [{"lastUsedAt": None}, {"lastUsedAt": {"$lte": now - at_most_every}}]}
        await self._keys.update_one(
            {"_id": key_id, "tenantId": tenant_id, **stale}, {"$set": {"lastUsedAt": now}}
        )
