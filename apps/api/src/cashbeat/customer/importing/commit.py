"""Records an import that was checked: piece by piece, each in one transaction.

A piece says in that transaction that it is recorded, so it is recorded once however often it is
tried: by a worker that was killed, by its successor, by two of them at once. Which pieces are left
is read anew by whoever goes on. Two are in flight, so that MongoDB is never idle.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from pymongo.errors import DuplicateKeyError

from cashbeat.contracts.customer_import import CustomerImportOptions
from cashbeat.core.mongo import BATCH_TRANSACTION_SECONDS, Database, Session, in_transaction
from cashbeat.core.tasks import end_tasks
from cashbeat.customer.importing.check_run import SAVE_SECONDS, Superseded
from cashbeat.customer.importing.decision import Rules
from cashbeat.customer.importing.findings import most_listed
from cashbeat.customer.importing.lookup import CustomerLookup
from cashbeat.customer.importing.packing import pack, unpack
from cashbeat.customer.importing.parts import ImportPartRepository, piece_id, row_id
from cashbeat.customer.importing.piece import FIGURES, PieceWork, Source, work_of
from cashbeat.customer.importing.reading.handover import GoodRow
from cashbeat.customer.importing.repository import CustomerImportRepository, StoredImport
from cashbeat.customer.importing.wire import Columns, row_of
from cashbeat.customer.members import Members
from cashbeat.notification.happening import Happening
from cashbeat.notification.writer import NotificationWriter
from cashbeat.tenant.tenant import Tenant

WRITERS = 2

_TRIES = 5
"""How often a piece is tried whose new customer got its external id from somebody else just now."""


class PieceTaken(Exception):
    """Another worker has dealt with the piece."""


class ImportCommitter:
    """Records imports."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._customers = database["customers"]
        self._charges = database["charges"]
        self._imports = CustomerImportRepository(database)
        self._parts = ImportPartRepository(database)
        self._lookup = CustomerLookup(database)
        self._members = Members(database)
        self._notifications = NotificationWriter(database)
        self._clock = clock

    async def commit(self, tenant: Tenant, stored: StoredImport) -> None:
        """Record every piece that is left, and tell the members once. Raises: Superseded."""
        job = await self._begin(tenant, stored)
        waiting = iter(job.left)

        async def write() -> None:
            for name in waiting:
                await self._record(job, name)
                await job.tell()

        writers = [asyncio.create_task(write()) for _ in range(WRITERS)]
        try:
            await asyncio.gather(*writers)
        finally:
            await end_tasks(writers)
        await self._finish(job)

    async def _begin(self, tenant: Tenant, stored: StoredImport) -> "_Job":
        options = CustomerImportOptions.model_validate(stored["options"])
        run = str(stored["run"])
        left = await self._parts.list_pieces(tenant.id, run, "good", without="done")
        figures = await self._parts.sum_of(tenant.id, run, "figures")
        agents = await self._members.get_by_email(tenant.id)
        rules = Rules.of(options, tenant, agents, self._clock())
        names = [piece["_id"] for piece in left]
        return _Job(self._imports, tenant, stored, rules, names, figures, self._clock)

    async def _record(self, job: "_Job", name: str) -> None:
        for tried in range(1, _TRIES + 1):
            try:
                figures = await self._write(job, name)
            except PieceTaken:
                return
            except DuplicateKeyError:
                if tried == _TRIES:
                    raise
            else:
                job.add(figures)
                return

    async def _write(self, job: "_Job", name: str) -> dict[str, int]:
        """Raises: PieceTaken, DuplicateKeyError."""
        tenant_id, run = job.tenant.id, str(job.stored["run"])
        piece = await self._parts.get_piece(tenant_id, name)
        if piece is None:
            raise LookupError(f"the import {job.import_id} lacks the piece {name}")
        rows = cast("list[GoodRow]", await asyncio.to_thread(unpack, piece["packed"]))
        number = int(name.rpartition("|")[2])
        source = Source(tenant_id, job.import_id, f"{run}|{number:07d}")

        async def work(session: Session) -> dict[str, int]:
            known = await self._lookup.read(tenant_id, rows, job.rules, session)
            written = await asyncio.to_thread(work_of, rows, known, job.rules, source)
            marks: dict[str, Any] = {"done": job.rules.now, "figures": written.figures}
            if written.made:
                marks["made"] = pack(written.made)
            if not await self._parts.mark_piece(tenant_id, name, marks, "done", session):
                raise PieceTaken
            await self._store(tenant_id, written, session)
            if written.failed:
                await self._keep_failed(job, number, written, session)
            return written.figures

        return await in_transaction(self._database, work, BATCH_TRANSACTION_SECONDS)

    async def _store(self, tenant_id: str, written: PieceWork, session: Session) -> None:
        """Changes first: a customer who is paying just now conflicts with whoever read it before,
        and to insert what is new takes ten times as long."""
        for collection, updates in (
            (self._customers, written.updates),
            (self._charges, written.charge_updates),
        ):
            if updates:
                await collection.bulk_write(updates, ordered=False, session=session)
        for collection, documents in (
            (self._customers, written.customers),
            (self._charges, written.charges),
        ):
            if any(document["tenantId"] != tenant_id for document in documents[:1]):
                raise ValueError("a document of another tenant")
            if documents:
                await collection.insert_many(documents, ordered=False, session=session)
        await self._parts.add_changes(tenant_id, written.changes, session)

    async def _keep_failed(
        self, job: "_Job", number: int, written: PieceWork, session: Session
    ) -> None:
        """Keep rows that cannot be recorded any more, for whoever corrects them."""
        tenant_id, run, now = job.tenant.id, str(job.stored["run"]), job.rules.now
        name = piece_id(run, "failed", number)
        await self._parts.add_piece(
            tenant_id, job.import_id, name, pack(written.failed), now, session
        )
        room = most_listed("failed") - await self._parts.count_rows(
            tenant_id, run, "failed", session
        )
        columns: Columns = job.stored["columns"]
        rows = {
            row_id(run, "failed", row["row"]): row_of(row, "failed", columns, row["problems"])
            for row in cast("list[Any]", written.failed[: max(0, room)])
        }
        await self._parts.add_rows(tenant_id, job.import_id, rows, now, session)

    async def _finish(self, job: "_Job") -> None:
        """It is done, and the members hear of it: both or neither. Raises: Superseded."""
        tenant, now = job.tenant, self._clock()

        async def work(session: Session) -> None:
            figures = await self._parts.sum_of(
                tenant.id, str(job.stored["run"]), "figures", session
            )
            outcome = job.outcome(figures)
            if sum(outcome.values()) != job.stored["counts"]["rows"]:
                raise LookupError(f"the import {job.import_id} lacks rows: {outcome}")
            changes = {
                "state": "done",
                "todo": None,
                "attempts": None,
                "progress": 1.0,
                "outcome": outcome,
                "updatedAt": now,
            }
            only_if = {"state": "committing", "run": job.stored["run"]}
            if not await self._imports.move(tenant.id, job.import_id, only_if, changes, session):
                raise Superseded
            told = Happening(
                "import_finished",
                now,
                count=outcome["created"] + outcome["updated"],
                import_id=job.import_id,
                file_name=job.stored["fileName"],
            )
            await self._notifications.add(tenant.id, [told], now, tenant.zone, session)

        await in_transaction(self._database, work, BATCH_TRANSACTION_SECONDS)


class _Job:
    """An import as it is recorded, and how far it is."""

    def __init__(
        self,
        imports: CustomerImportRepository,
        tenant: Tenant,
        stored: StoredImport,
        rules: Rules,
        left: list[str],
        figures: dict[str, int],
        clock: Callable[[], datetime],
    ) -> None:
        self.tenant = tenant
        self.stored = stored
        self.import_id: str = stored["_id"]
        self.rules = rules
        self.left = left
        self._imports = imports
        self._figures = dict.fromkeys(FIGURES, 0) | figures
        self._clock = clock
        self._told = 0.0

    def add(self, figures: dict[str, int]) -> None:
        """A piece is recorded."""
        for name, count in figures.items():
            self._figures[name] += count

    def outcome(self, figures: dict[str, int]) -> dict[str, int]:
        """What became of all rows, once all pieces are recorded."""
        counts = self.stored["counts"]
        outcome = dict.fromkeys(FIGURES, 0) | figures
        outcome["skipped"] += counts["bad"] + counts["left_out"]
        return outcome

    async def tell(self) -> None:
        """Tell how far it is, now and then. Raises: Superseded."""
        if time.monotonic() - self._told < SAVE_SECONDS:
            return
        self._told = time.monotonic()
        counts = self.stored["counts"]
        good = counts["rows"] - counts["bad"] - counts["left_out"]
        changes = {
            "outcome": self._figures,
            "progress": sum(self._figures.values()) / max(1, good),
            "attempts": 0,
            "updatedAt": self._clock(),
        }
        only_if = {"state": "committing", "run": self.stored["run"]}
        if not await self._imports.move(self.tenant.id, self.import_id, only_if, changes):
            raise Superseded
