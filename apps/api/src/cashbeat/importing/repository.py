"""What imports ask of the database, and the one thing they write: whole batches of payments."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bson.raw_bson import RawBSONDocument
from pymongo.errors import BulkWriteError, DuplicateKeyError

from cashbeat.audit.entry import StoredEntry
from cashbeat.audit.repository import AuditLog
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.payment.history import PAGE_EVENTS, page_id

_DUPLICATE_KEY = 11000


class ImportKeyTaken(Exception):
    """An import of the tenant carries the idempotency key already."""


class ImportRepository:
    """Payments by the batch, and the imports of a tenant."""

    def __init__(self, database: Database) -> None:
        self._payments = database["payments"]
        self._imports = database["payment_imports"]
        self._bad_rows = database["payment_import_bad_rows"]
        self._sequences = database["tenant_sequences"]
        self._pages = database["payment_events"]
        self._leases = database["leases"]
        self._log = AuditLog(database)

    async def insert_batch(self, tenant_id: str, documents: Sequence[RawBSONDocument]) -> list[int]:
        """Insert payments; the places of those whose idempotency key is there already."""
        if any(document["tenantId"] != tenant_id for document in documents[:1]):
            raise ValueError("a payment of another tenant")
        try:
            await self._payments.insert_many(documents, ordered=False)
        except BulkWriteError as error:
            faults = error.details["writeErrors"]
            if error.details["writeConcernErrors"] or any(
                fault["code"] != _DUPLICATE_KEY for fault in faults
            ):
                raise
            return [fault["index"] for fault in faults]
        return []

    async def get_contents(self, tenant_id: str, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Idempotency key -> (payment id, hash of the contents it was imported with)."""
        found = self._payments.find(
            {"tenantId": tenant_id, "events.key": {"$in": list(keys)}},
            {"events.key": 1, "events.hash": 1},
        )
        return {
            event["key"]: (stored["_id"], event["hash"])
            async for stored in found
            for event in stored["events"]
            if "key" in event
        }

    async def create(
        self,
        tenant_id: str,
        import_id: str,
        fields: dict[str, Any],
        entry: StoredEntry | None = None,
    ) -> None:
        """Create an import's record and its audit entry, or neither. Raises: ImportKeyTaken."""

        async def begin(session: Session) -> None:
            record = {"_id": import_id, "tenantId": tenant_id} | fields
            await self._imports.insert_one(record, session=session)
            if entry is not None:
                await self._log.record(tenant_id, entry, session)

        try:
            await in_transaction(self._imports.database, begin)
        except DuplicateKeyError:
            raise ImportKeyTaken from None

    async def note(self, tenant_id: str, entry: StoredEntry) -> None:
        """Enter an import that has no record, one of the command line, into the audit log."""
        given = entry | {"tenantId": tenant_id}

        async def enter(session: Session) -> None:
            await self._log.add_missing([given], session)

        await in_transaction(self._imports.database, enter)

    async def save(self, tenant_id: str, import_id: str, fields: dict[str, Any]) -> None:
        """Bring an import's record up to date."""
        await self._imports.update_one({"_id": import_id, "tenantId": tenant_id}, {"$set": fields})

    async def get(self, tenant_id: str, import_id: str) -> dict[str, Any] | None:
        """The record of an import."""
        return await self._imports.find_one({"_id": import_id, "tenantId": tenant_id})

    async def get_by_key(self, tenant_id: str, key: str) -> dict[str, Any] | None:
        """The record of the import that was begun under the idempotency key."""
        return await self._imports.find_one({"tenantId": tenant_id, "key": key})

    async def insert_bad_rows(
        self, tenant_id: str, import_id: str, number: int, packed: bytes
    ) -> None:
        """Keep a piece of the list of an import's bad rows."""
        piece = {
            "_id": _piece_id(import_id, number),
            "tenantId": tenant_id,
            "packed": packed,
            "storedAt": datetime.now(UTC),
        }
        await self._bad_rows.insert_one(piece)

    async def get_bad_rows(self, tenant_id: str, import_id: str, number: int) -> bytes:
        """A piece that `insert_bad_rows` kept. Raises: LookupError when there is none."""
        wanted = {"_id": _piece_id(import_id, number), "tenantId": tenant_id}
        found = await self._bad_rows.find_one(wanted)
        if found is None:
            raise LookupError(f"the import {import_id} lacks piece {number} of its bad rows")
        packed: bytes = found["packed"]
        return packed

    async def count_running(self, tenant_id: str, since: datetime) -> int:
        """Imports that have shown life since then."""
        running = {
            "tenantId": tenant_id,
            "state": {"$in": ["checking", "writing"]},
            "updatedAt": {"$gte": since},
        }
        return await self._imports.count_documents(running)

    async def get_latest_seq(self, tenant_id: str) -> int:
        """The newest place in the tenant's sequence of events; 0 before the first."""
        found = await self._sequences.find_one({"_id": tenant_id})
        return 0 if found is None else int(found["seq"])

    async def list_projected(
        self, tenant_id: str, after: int, until: int, payment_ids: Sequence[str]
    ) -> set[str]:
        """Which of these payments have an event in that part of the sequence."""
        last = until + PAGE_EVENTS  # the page that holds `until` may end behind it
        between = {"$gt": page_id(tenant_id, after), "$lte": page_id(tenant_id, last)}
        wanted = list(payment_ids)
        found = self._pages.find({"_id": between, "paymentIds": {"$in": wanted}}, {"paymentIds": 1})
        return {held async for page in found for held in page["paymentIds"]}.intersection(wanted)

    async def worker_runs(self) -> bool:
        """Whether a projector holds its lease."""
        live = {"_id": "projector", "$expr": {"$gt": ["$expiresAt", "$$NOW"]}}
        return await self._leases.find_one(live) is not None


def _piece_id(import_id: str, number: int) -> str:
    return f"{import_id}|{number}"
