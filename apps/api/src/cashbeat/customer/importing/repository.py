"""Questions asked of imports of customers, and how they move from state to state."""

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from cashbeat.audit.entry import StoredEntry
from cashbeat.audit.repository import AuditLog
from cashbeat.core.mongo import Database, Session, in_transaction

StoredImport = Mapping[str, Any]
"""The fields of `CustomerImportDocument` under their stored names."""

RUNNING = ("checking", "committing", "undoing")
"""States in which the worker has something to do."""

_UNTOLD = {"fixes": 0, "leftOut": 0}


class CustomerImportKeyTaken(Exception):
    """An import of the tenant carries the idempotency key already."""


class CustomerImportRepository:
    """Imports of a tenant, which is the first argument of every question but the worker's."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._imports = database["customer_imports"]
        self._audit = AuditLog(database)

    async def create(self, tenant_id: str, stored: StoredImport, entry: StoredEntry) -> None:
        """A new import with its audit entry. Raises: CustomerImportKeyTaken."""

        async def work(session: Session) -> None:
            await self._imports.insert_one({**stored, "tenantId": tenant_id}, session=session)
            await self._audit.record(tenant_id, entry, session)

        try:
            await in_transaction(self._database, work)
        except DuplicateKeyError:
            raise CustomerImportKeyTaken from None

    async def get(
        self, tenant_id: str, import_id: str, session: Session | None = None
    ) -> StoredImport | None:
        """The import of that id."""
        query = {"_id": import_id, "tenantId": tenant_id}
        return await self._imports.find_one(query, session=session)

    async def get_by_key(self, tenant_id: str, key: str) -> StoredImport | None:
        """The import that was begun under the idempotency key."""
        return await self._imports.find_one({"tenantId": tenant_id, "key": key})

    async def list_newest(self, tenant_id: str, limit: int) -> list[StoredImport]:
        """Imports, newest first."""
        found = self._imports.find({"tenantId": tenant_id}, _UNTOLD).sort("startedAt", -1)
        return [stored async for stored in found.limit(limit)]

    async def count_running(self, tenant_id: str, besides: str | None = None) -> int:
        """Imports that the worker is at, or will be."""
        query = {"tenantId": tenant_id, "state": {"$in": RUNNING}, "_id": {"$ne": besides}}
        return await self._imports.count_documents(query)

    async def move(
        self,
        tenant_id: str,
        import_id: str,
        only_if: Mapping[str, Any],
        changes: Mapping[str, Any],
        session: Session | None = None,
    ) -> StoredImport | None:
        """The import with these fields (None takes one away), if it stands so; None otherwise."""
        update = {
            "$set": {name: value for name, value in changes.items() if value is not None},
            "$unset": {name: "" for name, value in changes.items() if value is None},
        }
        return await self._imports.find_one_and_update(
            {"_id": import_id, "tenantId": tenant_id, **only_if},
            {verb: fields for verb, fields in update.items() if fields},
            return_document=ReturnDocument.AFTER,
            session=session,
        )

    async def attempt(self, tenant_id: str, import_id: str) -> StoredImport | None:
        """The import that something is to be done for, with one attempt more; else None."""
        query = {"_id": import_id, "tenantId": tenant_id, "todo": True}
        return await self._imports.find_one_and_update(
            query, {"$inc": {"attempts": 1}}, return_document=ReturnDocument.AFTER
        )

    async def record(
        self,
        tenant_id: str,
        import_id: str,
        only_if: Mapping[str, Any],
        changes: Mapping[str, Any],
        entry: StoredEntry,
    ) -> StoredImport | None:
        """The same with an audit entry, both or neither."""

        async def work(session: Session) -> StoredImport | None:
            moved = await self.move(tenant_id, import_id, only_if, changes, session)
            if moved is not None:
                await self._audit.record(tenant_id, entry, session)
            return moved

        return await in_transaction(self._database, work)

    async def delete(
        self, tenant_id: str, import_id: str, only_if: Mapping[str, Any], entry: StoredEntry
    ) -> bool:
        """Throw an import away, if it stands so."""

        async def work(session: Session) -> bool:
            query = {"_id": import_id, "tenantId": tenant_id, **only_if}
            gone = await self._imports.delete_one(query, session=session)
            if gone.deleted_count:
                await self._audit.record(tenant_id, entry, session)
            return gone.deleted_count == 1

        return await in_transaction(self._database, work)

    async def list_waiting(self, besides: Sequence[str], limit: int) -> list[StoredImport]:
        """Imports of any organisation that the worker has something to do for, oldest first."""
        query: dict[str, Any] = {"todo": True}
        if besides:
            query["_id"] = {"$nin": list(besides)}
        found = self._imports.find(query, {"tenantId": 1}).sort("startedAt", 1).limit(limit)
        return [stored async for stored in found]
