"""Imports a file: checks the whole of it, then records the whole of it."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from cashbeat.contracts.importing import ChangedRow
from cashbeat.importing.job import CheckJob
from cashbeat.importing.option import ImportOptions
from cashbeat.importing.report import Report
from cashbeat.importing.repository import ImportRepository
from cashbeat.importing.sandbox import run_check
from cashbeat.importing.spool import Frame, read_frames
from cashbeat.importing.word import Method
from cashbeat.payment.errors import PaymentMethodExists
from cashbeat.payment.methods import PaymentMethods
from cashbeat.tabular.refusal import (
    FileRefused,
    refusal_from_plain,
    refusal_to_plain,
    refused,
)
from cashbeat.tabular.sandbox import CheckLimits, Progress
from cashbeat.tabular.wording import Choice, Speech, counted
from cashbeat.tenant.tenant import Tenant

WRITERS = 2
"""Batches in flight: MongoDB is never idle, and a third only waits longer."""

MAX_CHANGED_LISTED = 100
WORKER_PATIENCE = 20.0
"""Seconds that a worker may be gone, replaced by another, before nobody waits for it any longer."""

_SCRATCH = ("spool", "upload", "bad-rows")
LEFTOVER_SECONDS = 24 * 3600.0
"""No import takes a day: a scratch file that old has lost its owner."""


@dataclass(slots=True)
class Outcome:
    """What writing did. `last_ids` are the payments written last, by each of the writers."""

    created: int = 0
    events: int = 0
    already_there: int = 0
    changed: int = 0
    changed_rows: list[ChangedRow] = field(default_factory=list)
    seq_before: int = 0
    last_ids: list[str] = field(default_factory=list)


WriteProgress = Callable[[Outcome, float], Awaitable[None]]


def sweep(scratch: Path) -> None:
    """Remove what killed imports left behind: they are copies of somebody's payments."""
    oldest = time.time() - LEFTOVER_SECONDS
    for path in chain.from_iterable(scratch.glob(f"{kind}-*") for kind in _SCRATCH):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()


class ImportService:
    """Checks and writes files for a tenant, and speaks of the choices as its caller does."""

    def __init__(
        self,
        repository: ImportRepository,
        methods: PaymentMethods,
        scratch: Path,
        speech: Speech = "http",
    ) -> None:
        self._repository = repository
        self._methods = methods
        self._scratch = scratch
        self._speech = speech

    def spool(self) -> AbstractContextManager[Path]:
        """A place for checked payments until they are written."""
        return self._place("spool")

    def bad_rows(self) -> AbstractContextManager[Path]:
        """A place for the list of bad rows until it is kept elsewhere."""
        return self._place("bad-rows")

    @contextmanager
    def _place(self, kind: str) -> Iterator[Path]:
        self._scratch.mkdir(parents=True, exist_ok=True)
        sweep(self._scratch)
        path = self._scratch / f"{kind}-{secrets.token_hex(8)}"
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    async def check(
        self,
        tenant: Tenant,
        path: Path,
        options: ImportOptions,
        spool: Path | None,
        limits: CheckLimits,
        progress: Progress,
        problems: Path | None = None,
    ) -> Report:
        """Find out all about a file; its good rows go to the spool, every problem to `problems`.

        Raises: ImportRefused.
        """
        known = await self._methods.list_all(tenant.id)
        job = CheckJob(
            path=path,
            spool=spool,
            tenant_id=tenant.id,
            default_currency=tenant.default_currency,
            time_zone=tenant.time_zone,
            methods=tuple(Method(method.code, method.name, method.active) for method in known),
            options=options,
            now=datetime.now(UTC).replace(tzinfo=None),
            problems=problems,
            speech=self._speech,
        )
        return await run_check(job, limits, progress)

    async def write(
        self,
        tenant: Tenant,
        report: Report,
        options: ImportOptions,
        spool: Path,
        progress: WriteProgress,
    ) -> Outcome:
        """Record what was checked. Running it again after any interruption completes it.

        Raises: ImportRefused when rows are bad and not to be skipped.
        """
        if report.bad_rows and not options.skip_bad:
            raise refusal_from_plain(refusal_to_plain(_bad_rows(report), self._speech))
        for code, name in report.new_methods.items():
            await self._create_method(tenant.id, code, name)
        outcome = Outcome(seq_before=await self._repository.get_latest_seq(tenant.id))
        frames = read_frames(spool)
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(WRITERS):
                    group.create_task(
                        self._write_frames(tenant.id, frames, outcome, report.good_rows, progress)
                    )
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None
        return outcome

    async def wait_until_projected(
        self, tenant_id: str, outcome: Outcome, progress: Callable[[float], None]
    ) -> bool:
        """Wait until figures and feed hold what was written; False when no worker runs."""
        waiting = set(outcome.last_ids)
        patience = WORKER_PATIENCE if await self._repository.worker_runs() else 0.0
        reached, idle_since = outcome.seq_before, asyncio.get_running_loop().time()
        while waiting:
            latest = await self._repository.get_latest_seq(tenant_id)
            if latest > reached:
                waiting -= await self._repository.list_projected(
                    tenant_id, reached, latest, sorted(waiting)
                )
                reached = latest
                idle_since = asyncio.get_running_loop().time()
            progress(min((reached - outcome.seq_before) / max(outcome.events, 1), 1.0))
            if waiting:
                idle = asyncio.get_running_loop().time() - idle_since
                if idle >= patience and not await self._repository.worker_runs():
                    return False
                await asyncio.sleep(0.05)
        return True

    async def _create_method(self, tenant_id: str, code: str, name: str) -> None:
        try:
            await self._methods.create(tenant_id, code, name, datetime.now(UTC))
        except PaymentMethodExists:
            return

    async def _write_frames(
        self,
        tenant_id: str,
        frames: Iterator[Frame],
        outcome: Outcome,
        total: int,
        progress: WriteProgress,
    ) -> None:
        last_id: str | None = None
        for frame in frames:
            there = set(await self._repository.insert_batch(tenant_id, frame.documents))
            written = [d for place, d in enumerate(frame.documents) if place not in there]
            outcome.created += len(written)
            outcome.events += frame.events if not there else sum(len(d["events"]) for d in written)
            outcome.already_there += len(there)
            if written:
                last_id = written[-1]["_id"]
            if there:
                await self._note_changed(tenant_id, frame, sorted(there), outcome)
            await progress(outcome, (outcome.created + outcome.already_there) / max(total, 1))
        if last_id is not None:
            outcome.last_ids.append(last_id)

    async def _note_changed(
        self, tenant_id: str, frame: Frame, there: list[int], outcome: Outcome
    ) -> None:
        """Rows that were imported before: do they still say the same?"""
        first_events = {place: frame.documents[place]["events"][0] for place in there}
        keys = [event["key"] for event in first_events.values()]
        known = await self._repository.get_contents(tenant_id, keys)
        for place, event in first_events.items():
            payment_id, contents = known.get(event["key"], ("", event["hash"]))
            if contents != event["hash"]:
                outcome.changed += 1
                if len(outcome.changed_rows) < MAX_CHANGED_LISTED:
                    row = ChangedRow(row=frame.rows[place], payment_id=payment_id)
                    outcome.changed_rows.append(row)


def _bad_rows(report: Report) -> FileRefused:
    rows = counted(report.rows, "row", "rows") + (" is" if report.bad_rows == 1 else " are")
    text = f"{report.bad_rows:,} of {rows} bad, so nothing was imported; "
    advice = Choice("skip_bad", value=True)
    return refused("bad_rows", (text, "correct them, or say ", advice), Choice("skip_bad"))
