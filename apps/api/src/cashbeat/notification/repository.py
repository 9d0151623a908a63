"""Questions asked of a person's notifications, and the marks they make."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cashbeat.contracts.notification import NotificationState, NotificationType
from cashbeat.core.mongo import Database

StoredNotification = Mapping[str, Any]
"""The fields of `NotificationDocument` under their stored names."""

COUNTED = 1_000
"""Unread notifications that are counted."""

Place = tuple[datetime, str]
"""Time and id of a notification."""

_STATES: Mapping[NotificationState, dict[str, bool]] = {
    "inbox": {"archived": False},
    "unread": {"archived": False, "read": False},
    "archived": {"archived": True},
}


class NotificationRepository:
    """Notifications of a person in a tenant, which is the first argument of every question."""

    def __init__(self, database: Database) -> None:
        self._notifications = database["notifications"]
        self._preferences = database["notification_preferences"]

    async def list_page(
        self,
        tenant_id: str,
        user_id: str,
        state: NotificationState,
        types: Sequence[NotificationType],
        limit: int,
        behind: Place | None,
    ) -> Sequence[StoredNotification]:
        """Up to `limit`, older than a place, newest first."""
        query: dict[str, Any] = _of(tenant_id, user_id) | _STATES[state]
        if types:
            query["type"] = {"$in": list(types)}
        if behind is not None:
            at, last = behind
            query["at"] = {"$lte": at}
            query["$or"] = [{"at": {"$lt": at}}, {"_id": {"$lt": last}}]
        found = self._notifications.find(query).sort([("at", -1), ("_id", -1)])
        return await found.limit(limit).to_list()

    async def count_unread(self, tenant_id: str, user_id: str) -> int:
        """Unread ones that are not archived, `COUNTED` at most."""
        query = _of(tenant_id, user_id) | _STATES["unread"]
        return await self._notifications.count_documents(query, limit=COUNTED)

    async def mark(
        self, tenant_id: str, user_id: str, wanted: Mapping[str, Any], marks: Mapping[str, bool]
    ) -> int:
        """Set marks of those that match and do not have them; how many those were."""
        differs = {"$or": [{name: not value} for name, value in marks.items()]}
        result = await self._notifications.update_many(
            {**_of(tenant_id, user_id), **wanted, **differs}, {"$set": dict(marks)}
        )
        return result.modified_count

    async def get_preferences(self, tenant_id: str, user_id: str) -> Mapping[str, Any]:
        """What the person chose, by type."""
        query = {"_id": f"{tenant_id}|{user_id}", "tenantId": tenant_id}
        found = await self._preferences.find_one(query)
        return {} if found is None else found["types"]

    async def set_preferences(
        self,
        tenant_id: str,
        user_id: str,
        types: Mapping[NotificationType, Mapping[str, bool]],
        now: datetime,
    ) -> None:
        """Choose for some types; of a digest nothing is told that happened before."""
        chosen: dict[str, Any] = {f"types.{kind}": value for kind, value in types.items()}
        await self._preferences.update_one(
            {"_id": f"{tenant_id}|{user_id}"},
            {
                "$set": chosen | {"tenantId": tenant_id, "userId": user_id},
                "$setOnInsert": {"digestTo": now},
            },
            upsert=True,
        )


def _of(tenant_id: str, user_id: str) -> dict[str, Any]:
    return {"tenantId": tenant_id, "userId": user_id}
