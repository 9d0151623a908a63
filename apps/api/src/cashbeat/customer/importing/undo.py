"""Takes an import back: piece by piece, each in one transaction that says so, as it was recorded.

A payment that arrives meanwhile raises the mark of its customer, which is a write to the same
document: one of the two runs again and sees the other.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from cashbeat.core.mongo import (
    BATCH_TRANSACTION_SECONDS,
    BY_ID,
    Database,
    Session,
    in_transaction,
)
from cashbeat.customer.account.facts import payments_query
from cashbeat.customer.importing.check_run import SAVE_SECONDS, Superseded
from cashbeat.customer.importing.commit import PieceTaken
from cashbeat.customer.importing.packing import unpack
from cashbeat.customer.importing.parts import ImportPartRepository
from cashbeat.customer.importing.piece import Source
from cashbeat.customer.importing.repository import CustomerImportRepository, StoredImport
from cashbeat.customer.importing.restoring import TAKEN, Change, Present, UndoWork, undo_of
from cashbeat.tenant.tenant import Tenant


class ImportUndoer:
    """Takes back what imports recorded."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._customers = database["customers"]
        self._charges = database["charges"]
        self._payments = database["payments"]
        self._imports = CustomerImportRepository(database)
        self._parts = ImportPartRepository(database)
        self._clock = clock

    async def undo(self, tenant: Tenant, stored: StoredImport) -> None:
        """Take back every piece that is left. Raises: Superseded."""
        run, import_id = str(stored["run"]), stored["_id"]
        pieces = await self._parts.list_pieces(tenant.id, run, "good", without="taken")
        recorded = [piece["_id"] for piece in pieces if "done" in piece]
        taken = dict.fromkeys(TAKEN, 0) | await self._parts.sum_of(tenant.id, run, "taken")
        only_if = {"state": "undoing", "run": run}
        told = 0.0
        for place, name in enumerate(recorded):
            try:
                of_piece = await self._take(tenant.id, import_id, name)
            except PieceTaken:
                continue
            taken = {each: taken[each] + of_piece[each] for each in TAKEN}
            if time.monotonic() - told >= SAVE_SECONDS:
                told = time.monotonic()
                changes = {
                    "undo": taken,
                    "progress": (place + 1) / len(recorded),
                    "attempts": 0,
                    "updatedAt": self._clock(),
                }
                if not await self._imports.move(tenant.id, import_id, only_if, changes):
                    raise Superseded
        ended = {
            "state": "undone",
            "todo": None,
            "attempts": None,
            "progress": 1.0,
            "undo": dict.fromkeys(TAKEN, 0) | await self._parts.sum_of(tenant.id, run, "taken"),
            "updatedAt": self._clock(),
        }
        if not await self._imports.move(tenant.id, import_id, only_if, ended):
            raise Superseded

    async def _take(self, tenant_id: str, import_id: str, name: str) -> dict[str, int]:
        """Raises: PieceTaken."""
        piece = await self._parts.get_piece(tenant_id, name)
        if piece is None:
            raise LookupError(f"the import {import_id} lacks the piece {name}")
        made = unpack(piece["made"]) if "made" in piece else []
        run, _, number = name.split("|")
        source = Source(tenant_id, import_id, f"{run}|{number}")
        now = self._clock()

        async def work(session: Session) -> dict[str, int]:
            changes = await self._parts.list_changes(tenant_id, source.key, session)
            present = await self._present(tenant_id, made, changes, session)
            written = await asyncio.to_thread(undo_of, made, changes, present, source, now)
            marks = {"taken": written.taken}
            if not await self._parts.mark_piece(tenant_id, name, marks, "taken", session):
                raise PieceTaken
            await self._write(tenant_id, written, now, session)
            return written.taken

        return await in_transaction(self._database, work, BATCH_TRANSACTION_SECONDS)

    async def _present(
        self,
        tenant_id: str,
        made: Sequence[Mapping[str, str]],
        changes: Sequence[Change],
        session: Session,
    ) -> Present:
        ids = [each["c"] for each in made] + [change["customerId"] for change in changes]
        query: dict[str, Any] = {"_id": {"$in": ids}, "tenantId": tenant_id}
        unread = {"terms": 0, "request": 0}
        found = self._customers.find(query, unread, session=session, hint=BY_ID)
        customers = {customer["_id"]: customer async for customer in found}
        charged = [each["h"] for each in made if "h" in each]
        charged += [change["charge"]["id"] for change in changes if change.get("charge")]
        query = {"_id": {"$in": charged}, "tenantId": tenant_id}
        found = self._charges.find(query, {"version": 1}, session=session, hint=BY_ID)
        charges = {charge["_id"]: charge async for charge in found}
        since = {change["customerId"]: change["at"] for change in changes}
        paid = await self._paid(tenant_id, customers, since, session)
        return Present(customers, charges, paid)

    async def _paid(
        self,
        tenant_id: str,
        customers: Mapping[str, Mapping[str, Any]],
        since: Mapping[str, datetime],
        session: Session,
    ) -> set[str]:
        """Customers with a payment that arrived, or moved, since the import was recorded."""
        if not customers:
            return set()
        opened = [
            {**customer, "openedAt": since.get(name, customer["openedAt"])}
            for name, customer in customers.items()
        ]
        owner = {ref: each["_id"] for each in opened for ref in each["refs"]}
        begun = {each["_id"]: each["openedAt"] for each in opened}
        query = payments_query(tenant_id, opened)
        found = self._payments.find(query, {"customerId": 1, "updatedAt": 1}, session=session)
        return {
            owner[payment["customerId"]]
            async for payment in found
            if payment["updatedAt"] >= begun[owner[payment["customerId"]]]
        }

    async def _write(
        self, tenant_id: str, written: UndoWork, now: datetime, session: Session
    ) -> None:
        for collection, writes in (
            (self._customers, written.updates),
            (self._charges, written.charges),
        ):
            if writes:
                await collection.bulk_write(writes, ordered=False, session=session)
        await self._parts.mark_undone(tenant_id, written.undone, now, session)
