"""Questions asked of the audit log, and the one write that changes ask of it."""

from collections.abc import Sequence
from typing import Any

from pymongo import UpdateOne

from cashbeat.audit.entry import StoredEntry
from cashbeat.core.mongo import Database, Session


class AuditLog:
    """The entries of a tenant, which is the first argument of every question."""

    def __init__(self, database: Database) -> None:
        self._entries = database["audit_entries"]

    async def record(self, tenant_id: str, entry: StoredEntry, session: Session) -> None:
        """Insert an entry within the transaction of the change that it tells of."""
        _same_tenant(tenant_id, entry)
        await self._entries.insert_one(entry, session=session)

    async def add_missing(self, tenant_id: str, entries: Sequence[StoredEntry]) -> int:
        """Insert those entries, of ids that follow from what they tell of, that are not there.

        Gives how many those were. What stands in the log stays as it is.
        """
        for entry in entries:
            _same_tenant(tenant_id, entry)
        if not entries:
            return 0
        ids = [entry["_id"] for entry in entries]
        there = {
            found["_id"]
            async for found in self._entries.find(
                {"_id": {"$in": ids}, "tenantId": tenant_id}, {"_id": 1}
            )
        }
        missing = [entry for entry in entries if entry["_id"] not in there]
        if missing:
            await self._entries.bulk_write(insertions(missing), ordered=False)
        return len(missing)


def insertions(entries: Sequence[StoredEntry]) -> list[UpdateOne]:
    """Writes that insert entries of given ids, each of them once, however often they are made."""
    return [
        UpdateOne({"_id": entry["_id"], "tenantId": entry["tenantId"]}, _on_insert(entry), True)
        for entry in entries
    ]


def _on_insert(entry: StoredEntry) -> dict[str, Any]:
    given = {name: value for name, value in entry.items() if name not in {"_id", "tenantId"}}
    return {"$setOnInsert": given}


def _same_tenant(tenant_id: str, entry: StoredEntry) -> None:
    if entry["tenantId"] != tenant_id:
        raise ValueError("an entry of another tenant")
