"""Questions asked of saved views."""

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import ReturnDocument

from cashbeat.core.mongo import Database, Session

StoredView = Mapping[str, Any]
"""The fields of `ViewDocument` under their stored names."""

LISTED = 1_000
"""Views that are shown, by name."""


class ViewRepository:
    """Views of a tenant, which is the first argument of every question."""

    def __init__(self, database: Database) -> None:
        self._views = database["views"]

    async def list_seen(
        self, tenant_id: str, user_id: str, page: str | None
    ) -> Sequence[StoredView]:
        """What a person sees of a page, or of all pages: their own and the shared ones, by name."""
        query = _seen(tenant_id, user_id) | ({} if page is None else {"page": page})
        found = self._views.find(query).sort([("nameKey", 1), ("_id", 1)])
        return await found.limit(LISTED).to_list()

    async def get_seen(
        self, tenant_id: str, user_id: str, view_id: str, session: Session
    ) -> StoredView | None:
        """The view of that id, when the person sees it."""
        query = _seen(tenant_id, user_id) | {"_id": view_id}
        return await self._views.find_one(query, session=session)

    async def get_by_request(self, tenant_id: str, user_id: str, key: str) -> StoredView | None:
        """The view that a person's request with this idempotency key made."""
        query = {"tenantId": tenant_id, "ownerId": user_id, "request.key": key}
        return await self._views.find_one(query)

    async def count_of(self, tenant_id: str, user_id: str) -> int:
        """Views of a person."""
        return await self._views.count_documents({"tenantId": tenant_id, "ownerId": user_id})

    async def insert(self, tenant_id: str, stored: StoredView, session: Session) -> None:
        """A new view. Raises: DuplicateKeyError when its name or its idempotency key is taken."""
        await self._views.insert_one({**stored, "tenantId": tenant_id}, session=session)

    async def update(
        self, tenant_id: str, view_id: str, changes: Mapping[str, Any], session: Session
    ) -> StoredView | None:
        """The view after a change. Raises: DuplicateKeyError when its name is taken."""
        return await self._views.find_one_and_update(
            {"_id": view_id, "tenantId": tenant_id},
            {"$set": dict(changes)},
            return_document=ReturnDocument.AFTER,
            session=session,
        )

    async def delete(self, tenant_id: str, view_id: str, session: Session) -> None:
        """Take a view away."""
        await self._views.delete_one({"_id": view_id, "tenantId": tenant_id}, session=session)


def _seen(tenant_id: str, user_id: str) -> dict[str, Any]:
    return {"tenantId": tenant_id, "$or": [{"ownerId": user_id}, {"shared": True}]}
