"""Checks an import: its file is read by another process, and its rows are compared here.

Every check writes rows of its own (`run`), and they count once it is over: whoever kills a check,
or lets two workers begin the same one, leaves no mixture behind.
"""

import asyncio
import heapq
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, cast

from cashbeat.contracts.customer_import import CustomerImportOptions
from cashbeat.core.mongo import Database
from cashbeat.customer.importing.comparing import Rules
from cashbeat.customer.importing.findings import Findings
from cashbeat.customer.importing.lookup import CustomerLookup
from cashbeat.customer.importing.packing import PIECE_CHARACTERS, PIECE_ROWS, pack
from cashbeat.customer.importing.parts import ImportPartRepository, piece_id, row_id
from cashbeat.customer.importing.piece import FIGURES
from cashbeat.customer.importing.reading.errors import TableRefused
from cashbeat.customer.importing.reading.handover import (
    BadRow,
    GoodRow,
    Reading,
    ReadingJob,
    read_frames,
    write_frame,
)
from cashbeat.customer.importing.repository import CustomerImportRepository, StoredImport
from cashbeat.customer.importing.trail import import_committed
from cashbeat.customer.members import Members
from cashbeat.kit.ids import new_id
from cashbeat.tabular.errors import ImportRefused
from cashbeat.tabular.sandbox import CheckLimits, Progress
from cashbeat.tenant.caller import provenance_of
from cashbeat.tenant.tenant import Tenant

ReadFile = Callable[[ReadingJob, CheckLimits, Progress], Awaitable[Reading]]
"""`reading.sandbox.read_file`."""

LIMITS = CheckLimits(memory=2 << 30, cpu_seconds=900, wall_seconds=1800.0)
"""For the largest upload, of a million rows."""

SAVE_SECONDS = 0.5
_READING = 0.6
"""Share of the progress that the reading of the file is."""

_LEFTOVER_SECONDS = 24 * 3600.0
_SCRATCH = "customers-"


class Superseded(Exception):
    """The import is no longer what this worker is at: changed, thrown away, or another's."""


class ImportChecker:
    """Checks imports, one at a time each."""

    def __init__(
        self,
        database: Database,
        folder: Path,
        read_file: ReadFile,
        clock: Callable[[], datetime],
    ) -> None:
        self._imports = CustomerImportRepository(database)
        self._parts = ImportPartRepository(database)
        self._lookup = CustomerLookup(database)
        self._members = Members(database)
        self._folder = folder
        self._read_file = read_file
        self._clock = clock

    def sweep(self) -> None:
        """Remove what checks that were killed left on disk."""
        for left in self._folder.glob(f"{_SCRATCH}*"):
            if time.time() - left.stat().st_mtime > _LEFTOVER_SECONDS:
                for file in left.iterdir():
                    file.unlink(missing_ok=True)
                left.rmdir()

    async def check(self, tenant: Tenant, stored: StoredImport) -> None:
        """Read the file and compare its rows with the customers on record.

        Raises: Superseded.
        """
        check = _Check(self._imports, tenant, stored, self._clock)
        await check.begin()
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=self._folder) as name:
            try:
                reading, findings = await self._findings(tenant, stored, check, Path(name))
            except ImportRefused as error:
                errors = [problem.model_dump() for problem in error.errors]
                found = _found(error.reading) if isinstance(error, TableRefused) else {}
                await check.end(
                    "refused",
                    reason=error.detail,
                    reasonCode=error.reason,
                    errors=errors,
                    **found,
                )
                await self._parts.delete_runs(tenant.id, stored["_id"])
                return
            except Superseded:
                await self._parts.delete_run(tenant.id, check.run)
                raise
        counts = findings.counts()
        await check.end(
            "ready" if stored["dryRun"] or _waits(counts, stored) else "committing",
            counts=counts,
            problems=findings.problems,
            **_found(reading),
        )
        await self._parts.delete_runs(tenant.id, stored["_id"], before=check.run)

    async def _findings(
        self, tenant: Tenant, stored: StoredImport, check: "_Check", folder: Path
    ) -> tuple[Reading, Findings]:
        options = CustomerImportOptions.model_validate(stored["options"])
        job = ReadingJob(
            path=folder / "upload",
            good=folder / "good",
            bad=folder / "bad",
            options=stored["options"],
            currency=options.currency or tenant.default_currency,
            fixes=fixes_of(stored),
            left_out=stored["leftOut"],
        )
        await self._parts.write_file(tenant.id, stored["_id"], stored["filePieces"], job.path)

        async def read(_rows: int, share: float) -> None:
            await check.tell(_READING * share)

        reading = await self._read_file(job, LIMITS, read)
        agents = await self._members.get_by_email(tenant.id)
        rules = Rules.of(options, tenant, agents, self._clock())
        findings = Findings(reading.columns)
        with closing(findings.repeats):
            await self._compare(tenant.id, check, job, reading, rules, findings)
        return reading, findings

    async def _compare(
        self,
        tenant_id: str,
        check: "_Check",
        job: ReadingJob,
        reading: Reading,
        rules: Rules,
        findings: Findings,
    ) -> None:
        ours, writer = job.good.with_name("ours"), _Pieces(self._parts, tenant_id, check, "good")
        frames = read_frames(job.good)
        seen = 0
        with ours.open("wb") as file:
            while rows := cast("list[GoodRow]", await asyncio.to_thread(next, frames, [])):
                known = await self._lookup.read(tenant_id, rows, rules)
                good, bad = await asyncio.to_thread(findings.judge, rows, known, rules)
                if bad:
                    write_frame(file, bad)
                await writer.add(good)
                await writer.show(findings)
                seen += len(rows)
                await check.tell(_READING + (1 - _READING) * seen / (reading.good + 1))
        await writer.finish()
        writer = _Pieces(self._parts, tenant_id, check, "bad")
        merged = heapq.merge(_rows(job.bad), _rows(ours), key=lambda row: row["row"])
        while some := await asyncio.to_thread(_some, merged):
            await writer.add(await asyncio.to_thread(findings.take_bad, some))
            await writer.show(findings)
            await check.tell(0.99)
        await writer.finish()


class _Check:
    """One run of a check, as the import tells of it."""

    def __init__(
        self,
        imports: CustomerImportRepository,
        tenant: Tenant,
        stored: StoredImport,
        clock: Callable[[], datetime],
    ) -> None:
        self.run = new_id("run")
        self.import_id = stored["_id"]
        self.now = clock
        self._imports = imports
        self._tenant = tenant
        self._stored = stored
        self._told = time.monotonic()

    async def begin(self) -> None:
        """Raises: Superseded."""
        only_if = {"state": "checking", "revision": self._stored["revision"]}
        await self._move(only_if, {"run": self.run, "progress": 0.0})

    async def tell(self, progress: float) -> None:
        """Tell how far it is, now and then. Raises: Superseded."""
        if time.monotonic() - self._told >= SAVE_SECONDS:
            self._told = time.monotonic()
            await self._move({"state": "checking", "run": self.run}, {"progress": progress})

    async def end(self, state: str, **found: Any) -> None:
        """The check is over. Raises: Superseded."""
        only_if = {"state": "checking", "run": self.run}
        changes = {"state": state, "todo": None, "attempts": None, "progress": 1.0, **found}
        if state != "committing":
            await self._move(only_if, changes)
            return
        now = self.now()
        changes |= {
            "todo": True,
            "progress": 0.0,
            "committedAt": now,
            "outcome": dict.fromkeys(FIGURES, 0),
            "updatedAt": now,
        }
        entry = import_committed(
            self._tenant.id,
            provenance_of(self._stored["by"]),
            {**self._stored, **changes},
            now,
            skip_bad=self._stored["skipBad"],
        )
        if not await self._imports.record(self._tenant.id, self.import_id, only_if, changes, entry):
            raise Superseded

    async def _move(self, only_if: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
        changes = {**changes, "updatedAt": self.now()}
        if not await self._imports.move(self._tenant.id, self.import_id, only_if, changes):
            raise Superseded


class _Pieces:
    """Stores rows of one kind in pieces, and the rows to look at."""

    def __init__(
        self, parts: ImportPartRepository, tenant_id: str, check: _Check, kind: str
    ) -> None:
        self._parts = parts
        self._tenant_id = tenant_id
        self._check = check
        self._kind = kind
        self._waiting: list[Any] = []
        self._characters = 0
        self._count = 0

    async def add(self, rows: list[Any]) -> None:
        for row in rows:
            self._waiting.append(row)
            self._characters += sum(map(len, row["cells"].values()))
            if len(self._waiting) >= PIECE_ROWS or self._characters > PIECE_CHARACTERS:
                await self._store(self._waiting)
                self._waiting, self._characters = [], 0

    async def finish(self) -> None:
        if self._waiting:
            await self._store(self._waiting)

    async def show(self, findings: Findings) -> None:
        run = self._check.run
        rows = {row_id(run, outcome, row): shown for outcome, row, shown in findings.listed()}
        await self._parts.add_rows(self._tenant_id, self._check.import_id, rows, self._check.now())

    async def _store(self, rows: list[Any]) -> None:
        packed = await asyncio.to_thread(pack, rows)
        name = piece_id(self._check.run, self._kind, self._count)
        await self._parts.add_piece(
            self._tenant_id, self._check.import_id, name, packed, self._check.now()
        )
        self._count += 1


def fixes_of(stored: StoredImport) -> dict[int, dict[str, str]]:
    """The corrected cells of an import: {row: {field: text}}."""
    fixes: dict[int, dict[str, str]] = {}
    for row, field, text in stored["fixes"]:
        fixes.setdefault(row, {})[field] = text
    return fixes


def _found(reading: Reading) -> dict[str, Any]:
    """What was found out of the file as a whole, as it is stored."""
    return {
        "columns": reading.columns,
        "details": reading.details,
        "sheets": reading.sheets,
        "notes": reading.notes,
    }


def _waits(counts: Mapping[str, Any], stored: StoredImport) -> bool:
    return bool(counts["bad"]) and not stored["skipBad"]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for frame in read_frames(path):
        yield from frame


def _some(rows: Iterator[Any]) -> list[BadRow]:
    return list(islice(rows, PIECE_ROWS))
