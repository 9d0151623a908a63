"""The parts of an import, each in pieces: its file, its rows, the rows to look at."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cashbeat.core.mongo import Database, Session
from cashbeat.customer.importing.packing import unpack, write_piece

StoredPiece = Mapping[str, Any]
"""The fields of `CustomerImportPieceDocument` under their stored names."""

_CHANGES_TOLD = 1_000


def piece_id(run: str, kind: str, number: int) -> str:
    """The `_id` of a piece."""
    return f"{run}|{kind}|{number:07d}"


def row_id(run: str, outcome: str, row: int) -> str:
    """The `_id` of a row to look at."""
    return f"{run}|{outcome}|{row:08d}"


def _all_of(prefix: str) -> dict[str, str]:
    """A range of `_id`: everything that begins so."""
    return {"$gt": f"{prefix}|", "$lt": f"{prefix}}}"}


class ImportPartRepository:
    """Parts of imports of a tenant, which is the first argument of every question."""

    def __init__(self, database: Database) -> None:
        self._files = database["customer_import_files"]
        self._pieces = database["customer_import_pieces"]
        self._rows = database["customer_import_rows"]
        self._changes = database["customer_import_changes"]

    async def add_file(
        self, tenant_id: str, import_id: str, number: int, packed: bytes, now: datetime
    ) -> None:
        """Keep a piece of an uploaded file."""
        piece = {"_id": f"{import_id}|{number}", "tenantId": tenant_id, "importId": import_id}
        await self._files.insert_one({**piece, "packed": packed, "storedAt": now})

    async def write_file(self, tenant_id: str, import_id: str, count: int, path: Path) -> None:
        """Write a file of so many pieces to disk. Raises: LookupError when one is gone."""
        with path.open("xb") as file:
            for number in range(count):
                query = {"_id": f"{import_id}|{number}", "tenantId": tenant_id}
                if (found := await self._files.find_one(query)) is None:
                    raise LookupError(f"the import {import_id} lacks piece {number} of its file")
                write_piece(file, found["packed"])

    async def keep_file(self, tenant_id: str, import_id: str, now: datetime) -> None:
        """Keep an import's file for as long as one that was uploaded now."""
        query = {"tenantId": tenant_id, "importId": import_id}
        await self._files.update_many(query, {"$set": {"storedAt": now}})

    async def add_piece(
        self,
        tenant_id: str,
        import_id: str,
        name: str,
        packed: bytes,
        now: datetime,
        session: Session | None = None,
    ) -> None:
        """Keep packed rows."""
        piece = {"_id": name, "tenantId": tenant_id, "importId": import_id}
        await self._pieces.insert_one({**piece, "packed": packed, "storedAt": now}, session=session)

    async def add_rows(
        self,
        tenant_id: str,
        import_id: str,
        rows: Mapping[str, Mapping[str, Any]],
        now: datetime,
        session: Session | None = None,
    ) -> None:
        """Keep rows to look at, by their `_id`."""
        kept = {"tenantId": tenant_id, "importId": import_id, "storedAt": now}
        documents = [{"_id": name, **kept, "shown": shown} for name, shown in rows.items()]
        if documents:
            await self._rows.insert_many(documents, ordered=False, session=session)

    async def count_rows(
        self, tenant_id: str, run: str, outcome: str, session: Session | None = None
    ) -> int:
        """How many rows of an outcome can be looked at."""
        query = {"_id": _all_of(f"{run}|{outcome}"), "tenantId": tenant_id}
        return await self._rows.count_documents(query, session=session)

    async def list_rows(
        self, tenant_id: str, run: str, outcome: str, after: str, limit: int
    ) -> list[Mapping[str, Any]]:
        """Rows of an outcome behind an `_id`, in the order of the file."""
        begin, end = _all_of(f"{run}|{outcome}").values()
        query = {"_id": {"$gt": max(after, begin), "$lt": end}, "tenantId": tenant_id}
        found = self._rows.find(query).sort("_id", 1).limit(limit)
        return [stored async for stored in found]

    async def list_pieces(
        self, tenant_id: str, run: str, kind: str, without: str
    ) -> list[StoredPiece]:
        """Good pieces that lack a mark (`done`, `taken`), in their order, without what they hold.

        A million rows are 2,000 of them.
        """
        query = {
            "_id": _all_of(f"{run}|{kind}"),
            "tenantId": tenant_id,
            without: {"$exists": False},
        }
        return [
            piece async for piece in self._pieces.find(query, {"_id": 1, "done": 1}).sort("_id", 1)
        ]

    async def get_piece(
        self, tenant_id: str, name: str, session: Session | None = None
    ) -> StoredPiece | None:
        """A piece with all that it holds."""
        query = {"_id": name, "tenantId": tenant_id}
        return await self._pieces.find_one(query, session=session)

    async def mark_piece(
        self, tenant_id: str, name: str, marks: Mapping[str, Any], mark: str, session: Session
    ) -> bool:
        """Mark a piece as dealt with, for once; False when it is."""
        query = {"_id": name, "tenantId": tenant_id, mark: {"$exists": False}}
        done = await self._pieces.update_one(query, {"$set": dict(marks)}, session=session)
        return done.matched_count == 1

    async def sum_of(
        self, tenant_id: str, run: str, field: str, session: Session | None = None
    ) -> dict[str, int]:
        """The sums of a field of counts over the good pieces."""
        query = {"_id": _all_of(f"{run}|good"), "tenantId": tenant_id, field: {"$exists": True}}
        sums: dict[str, int] = {}
        async for piece in self._pieces.find(query, {field: 1}, session=session):
            for name, count in piece[field].items():
                sums[name] = sums.get(name, 0) + count
        return sums

    async def read_rows(
        self, tenant_id: str, run: str, *kinds: str
    ) -> AsyncIterator[list[dict[str, Any]]]:
        """The rows of these kinds, a piece at a time."""
        for kind in kinds:
            query = {"_id": _all_of(f"{run}|{kind}"), "tenantId": tenant_id}
            async for piece in self._pieces.find(query).sort("_id", 1):
                yield unpack(piece["packed"])

    async def add_changes(
        self, tenant_id: str, changes: Sequence[dict[str, Any]], session: Session
    ) -> None:
        """Keep what is changed of customers on record."""
        if any(change["tenantId"] != tenant_id for change in changes):
            raise ValueError("a change of another tenant")
        if changes:
            await self._changes.insert_many(changes, session=session)

    async def list_changes(
        self, tenant_id: str, piece: str, session: Session
    ) -> list[dict[str, Any]]:
        """What a piece changed of customers on record."""
        query = {"_id": _all_of(piece), "tenantId": tenant_id}
        return [change async for change in self._changes.find(query, session=session)]

    async def mark_undone(
        self, tenant_id: str, names: Sequence[str], now: datetime, session: Session
    ) -> None:
        """Changes that were taken back."""
        query = {"_id": {"$in": list(names)}, "tenantId": tenant_id}
        await self._changes.update_many(query, {"$set": {"undoneAt": now}}, session=session)

    async def list_of_customers(
        self, tenant_id: str, customer_ids: Sequence[str]
    ) -> list[Mapping[str, Any]]:
        """Changes of customers that people see: the newest 1,000."""
        query = {
            "tenantId": tenant_id,
            "customerId": {"$in": list(customer_ids)},
            "version": {"$gt": 0},
        }
        found = self._changes.find(query, {"before": 0, "charge": 0}).sort("at", -1)
        return [change async for change in found.limit(_CHANGES_TOLD)]

    async def delete_runs(self, tenant_id: str, import_id: str, before: str | None = None) -> None:
        """Throw away the rows of all checks of an import, or of those before one."""
        query: dict[str, Any] = {"tenantId": tenant_id, "importId": import_id}
        if before is not None:
            query["_id"] = {"$lt": before}
        await self._pieces.delete_many(query)
        await self._rows.delete_many(query)

    async def delete_run(self, tenant_id: str, run: str) -> None:
        """Throw away the rows of one check."""
        query = {"_id": _all_of(run), "tenantId": tenant_id}
        await self._pieces.delete_many(query)
        await self._rows.delete_many(query)

    async def delete_file(self, tenant_id: str, import_id: str) -> None:
        """Throw away an import's file."""
        await self._files.delete_many({"tenantId": tenant_id, "importId": import_id})
