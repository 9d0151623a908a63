"""Questions asked of the audit log, and the one write that changes ask of it."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pymongo
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

    async def add_missing(self, entries: Sequence[StoredEntry], session: Session) -> int:
        """Insert those entries, of ids that follow from what they tell of, that are not there.

        They may be of several organisations. What stands in the log stays as it is. Gives how many
        were inserted.
        """
        if not entries:
            return 0
        given = {
            "_id": {"$in": [entry["_id"] for entry in entries]},
            "tenantId": {"$in": list({entry["tenantId"] for entry in entries})},
        }
        # By the ids: the planner might think an organisation's whole log the shorter way.
        found = self._entries.find(given, {"_id": 1}, session=session, hint="_id_")
        there = {entry["_id"] async for entry in found}
        missing = [entry for entry in entries if entry["_id"] not in there]
        if missing:
            # Not upserts: one of those costs the server as much as five insertions.
            await self._entries.insert_many(missing, session=session)
        return len(missing)

    async def list_page(
        self, tenant_id: str, wanted: AuditFilter, limit: int, behind: Place | None = None
    ) -> list[StoredEntry]:
        """Up to `limit` entries older than a place, newest first."""
        query = wanted.query(tenant_id, behind)
        return await self._entries.find(query).sort(ORDER).limit(limit).to_list()

    async def record_many(
        self, tenant_id: str, entries: Sequence[StoredEntry], session: Session
    ) -> None:
        """Insert entries within the transaction of the changes that they tell of."""
        for entry in entries:
            _same_tenant(tenant_id, entry)
        if entries:
            await self._entries.insert_many(entries, session=session)

    async def list_of_targets(
        self,
        tenant_id: str,
        targets: Sequence[str],
        actions: Sequence[str],
        limit: int,
        behind: Place | None = None,
    ) -> list[StoredEntry]:
        """Up to `limit` such entries about any of these, older than a place, newest first."""
        query = AuditFilter(actions=actions).query(tenant_id, behind)
        query["target.id"] = {"$in": list(targets)}
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


def _same_tenant(tenant_id: str, entry: StoredEntry) -> None:
    if entry["tenantId"] != tenant_id:
        raise ValueError("an entry of another tenant")
