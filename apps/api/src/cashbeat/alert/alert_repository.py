"""Questions asked of alerts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ReturnDocument

from cashbeat.alert.filter import ORDER, AlertFilter, Place
from cashbeat.core.mongo import Database, Session

StoredAlert = Mapping[str, Any]
"""The fields of `AlertDocument` under their stored names."""

MAX_HISTORY = 500
"""Entries of an alert that are kept, the newest ones."""

WOKEN_AT_ONCE = 200


class AlertRepository:
    """Alerts of a tenant, which is the first argument of every question but the evaluator's."""

    def __init__(self, database: Database) -> None:
        self._alerts = database["alerts"]

    async def get(
        self, tenant_id: str, alert_id: str, session: Session | None = None
    ) -> StoredAlert | None:
        """The alert of that id."""
        return await self._alerts.find_one(
            {"_id": alert_id, "tenantId": tenant_id}, session=session
        )

    async def list_page(
        self, tenant_id: str, wanted: AlertFilter, limit: int, behind: Place | None = None
    ) -> Sequence[StoredAlert]:
        """Up to `limit` alerts older than a place, newest first, without their history."""
        found = self._alerts.find(wanted.query(tenant_id, behind), {"history": 0})
        return await found.sort(ORDER).limit(limit).to_list()

    async def count_open(self, tenant_id: str) -> dict[tuple[str, str], int]:
        """Open alerts by state and severity."""
        grouped = await self._alerts.aggregate(
            [
                {"$match": {"tenantId": tenant_id, "open": True}},
                {"$group": {"_id": {"s": "$state", "v": "$severity"}, "n": {"$sum": 1}}},
            ]
        )
        return {(each["_id"]["s"], each["_id"]["v"]): each["n"] async for each in grouped}

    async def insert(self, tenant_id: str, stored: StoredAlert, session: Session) -> None:
        """A new alert. Raises: DuplicateKeyError when its rule raised one in that minute."""
        await self._alerts.insert_one({**stored, "tenantId": tenant_id}, session=session)

    async def change(
        self,
        tenant_id: str,
        alert_id: str,
        version: int | None,
        changes: Mapping[str, Any],
        entries: Sequence[Mapping[str, Any]],
        session: Session,
    ) -> StoredAlert | None:
        """The alert after a change, of which None takes fields away.

        None when it is closed or gone, or has another version than the one given.
        """
        query: dict[str, Any] = {"_id": alert_id, "tenantId": tenant_id}
        if version is not None:
            query |= {"version": version, "open": True}
        kept = {name: value for name, value in changes.items() if value is not None}
        gone = {name: "" for name, value in changes.items() if value is None}
        update: dict[str, Any] = {"$set": kept} if kept else {}
        if gone:
            update["$unset"] = gone
        if entries:
            update["$inc"] = {"version": 1}
            update["$push"] = {"history": {"$each": list(entries), "$slice": -MAX_HISTORY}}
        return await self._alerts.find_one_and_update(
            query, update, return_document=ReturnDocument.AFTER, session=session
        )

    async def list_waking(self, now: datetime) -> Sequence[StoredAlert]:
        """Snoozed alerts of any organisation whose time has come."""
        found = self._alerts.find({"snoozedUntil": {"$lte": now}}, {"tenantId": 1, "version": 1})
        return await found.limit(WOKEN_AT_ONCE).to_list()
