"""Checks an import: its file is read by another process, and its rows are compared here.

Every check writes rows of its own (`run`), and they count once it is over: whoever kills a check,
or lets two workers begin the same one, leaves no mixture behind.
"""

import asyncio
import heapq
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from cashbeat.contracts.customer_import import CustomerImportOptions
from cashbeat.core.mongo import Database
from cashbeat.core.tasks import end_tasks
from cashbeat.customer.importing.check_run import CheckRun, PieceStore, Superseded
from cashbeat.customer.importing.decision import Rules
from cashbeat.customer.importing.findings import Findings
from cashbeat.customer.importing.following import follow
from cashbeat.customer.importing.lookup import CustomerLookup
from cashbeat.customer.importing.packing import PIECE_ROWS
from cashbeat.customer.importing.parts import ImportPartRepository
from cashbeat.customer.importing.reading.errors import TableRefused
from cashbeat.customer.importing.reading.handover import (
    FRAME_ROWS,
    BadRow,
    Reading,
    ReadingJob,
    read_frames,
    write_frame,
)
from cashbeat.customer.importing.repository import CustomerImportRepository, StoredImport
from cashbeat.customer.members import Members
from cashbeat.tabular.errors import ImportRefused
from cashbeat.tabular.sandbox import CheckLimits, Progress
from cashbeat.tenant.tenant import Tenant

ReadFile = Callable[[ReadingJob, CheckLimits, Progress], Coroutine[Any, Any, Reading]]
"""`reading.sandbox.read_file`."""

LIMITS = CheckLimits(memory=2 << 30, cpu_seconds=900, wall_seconds=1800.0)
"""For the largest upload, of a million rows."""

_LEFTOVER_SECONDS = 24 * 3600.0
_SCRATCH = "customers-"


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
        check = CheckRun(self._imports, tenant, stored, self._clock)
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
        self, tenant: Tenant, stored: StoredImport, check: CheckRun, folder: Path
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

        agents = await self._members.get_by_email(tenant.id)
        rules = Rules.of(options, tenant, agents, self._clock())
        findings = Findings()
        with closing(findings.repeats):
            reading = await self._read_and_compare(tenant.id, check, job, rules, findings)
            findings.columns = reading.columns
            await self._keep_bad(tenant.id, check, job, findings)
        return reading, findings

    async def _read_and_compare(
        self, tenant_id: str, check: CheckRun, job: ReadingJob, rules: Rules, findings: Findings
    ) -> Reading:
        """Compare good rows while the process reads on; those that are bad after all go to disk."""
        pieces = PieceStore(self._parts, tenant_id, check, "good")
        share = compared = 0.0

        async def tell(rows: int, read: float) -> None:
            nonlocal share
            share = read * (0.5 + 0.5 * compared / max(rows, compared, 1))
            await check.tell(share)

        reading = asyncio.create_task(self._read_file(job, LIMITS, tell))
        try:
            with _ours(job).open("wb") as file:
                async for rows in follow(job.good, reading):
                    known = await self._lookup.read(tenant_id, rows, rules)
                    good, bad = await asyncio.to_thread(findings.judge, rows, known, rules)
                    if bad:
                        write_frame(file, bad)
                    await pieces.add(good)
                    await pieces.show(findings)
                    compared += len(rows)
                    if reading.done():
                        share += (1 - share) * len(rows) / (len(rows) + FRAME_ROWS)
                        await check.tell(share)
            await pieces.finish()
            return await reading
        finally:
            await end_tasks([reading])

    async def _keep_bad(
        self, tenant_id: str, check: CheckRun, job: ReadingJob, findings: Findings
    ) -> None:
        """Keep all bad rows, in the order of the file."""
        pieces = PieceStore(self._parts, tenant_id, check, "bad")
        merged = heapq.merge(_rows(job.bad), _rows(_ours(job)), key=lambda row: row["row"])
        while some := await asyncio.to_thread(_some, merged):
            await pieces.add(await asyncio.to_thread(findings.take_bad, some))
            await pieces.show(findings)
            await check.tell(0.99)
        await pieces.finish()


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


def _ours(job: ReadingJob) -> Path:
    """Where rows go that are bad by what is on record."""
    return job.bad.with_name("ours")
