"""Questions asked of the audit log, and the one write that changes ask of it."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pymongo
from pymongo import UpdateOne
from pymongo.errors import ExecutionTimeout, OperationFailure

from cashbeat.audit.entry import StoredEntry
from cashbeat.audit.filter import ORDER, AuditFilter, Place
from cashbeat.core.mongo import Database, Session

_SNAPSHOT_TOO_OLD = 239
_SECONDS_TO_COUNT = 60
_BATCH = 1000


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

    async def list_page(
        self, tenant_id: str, wanted: AuditFilter, limit: int, behind: Place | None = None
    ) -> list[StoredEntry]:
        """Up to `limit` entries older than a place, newest first."""
        query = wanted.query(tenant_id, behind)
        return await self._entries.find(query).sort(ORDER).limit(limit).to_list()

    async def read(
        self, tenant_id: str, wanted: AuditFilter
    ) -> tuple[int, AsyncIterator[StoredEntry]]:
        """How many entries match, and every one of them, newest first: both of one moment.

        MongoDB keeps such a moment for five minutes. A slower reader goes on with the present
        behind the last entry it got: of what is older nothing is ever changed or taken away.
        """
        session = self._entries.database.client.start_session(snapshot=True)
        try:
            count = await self._count(wanted.query(tenant_id), session)
        except BaseException:
            await session.end_session()
            raise
        return count, self._stream(tenant_id, wanted, session)

    async def _count(self, query: dict[str, Any], moment: Session) -> int:
        try:
            return await self._entries.count_documents(query, session=moment)
        except ExecutionTimeout:
            with pymongo.timeout(_SECONDS_TO_COUNT):
                return await self._entries.count_documents(query, session=moment)

    async def _stream(
        self, tenant_id: str, wanted: AuditFilter, moment: Session
    ) -> AsyncIterator[StoredEntry]:
        behind: Place | None = None
        async with moment:
            try:
                found = self._entries.find(wanted.query(tenant_id), session=moment)
                async for entry in found.sort(ORDER).batch_size(_BATCH):
                    yield entry
                    behind = (entry["at"], entry["_id"])
            except OperationFailure as error:
                if error.code != _SNAPSHOT_TOO_OLD:
                    raise
            else:
                return
        rest = self._entries.find(wanted.query(tenant_id, behind)).sort(ORDER)
        async for entry in rest.batch_size(_BATCH):
            yield entry


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
