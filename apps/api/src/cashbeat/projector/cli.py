"""`cashbeat worker`, `cashbeat verify` and `cashbeat rebuild`."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Annotated

import typer
import uvloop
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cashbeat.alert.evaluator import Evaluator
from cashbeat.alert.messages import AlertMessenger
from cashbeat.alert.minutes import Minutes
from cashbeat.alert.raising import Raiser
from cashbeat.audit.sealer import Sealer
from cashbeat.core.feed import FeedPublisher
from cashbeat.core.logging import configure_logging
from cashbeat.core.mongo import Client, Database, connect_projector, open_database
from cashbeat.core.redis import RedisHint
from cashbeat.core.settings import Settings, load_settings
from cashbeat.core.tasks import end_tasks
from cashbeat.customer.account.accountant import Accountant
from cashbeat.customer.importing.reading.sandbox import read_file
from cashbeat.customer.importing.worker import CustomerImporter
from cashbeat.embedded import DatabaseAddresses, databases, resolve_addresses
from cashbeat.notification.digest import Digests
from cashbeat.notification.service import tell as tell_members
from cashbeat.projector.announcer import Announcer
from cashbeat.projector.checkpoint import Checkpoint, CheckpointRepository
from cashbeat.projector.projector import Projector
from cashbeat.projector.verify import Report, Verifier
from cashbeat.rollup.repository import RollupRepository
from cashbeat.tenant.repository import TenantRepository

console = Console()

GC_THRESHOLD = 100_000
"""Objects made between two runs of the cycle collector: a batch is thousands of short-lived
documents without cycles, and the default of 700 walks them again and again."""


def worker() -> None:
    """Run the projector until stopped: it counts payments and feeds the live dashboard.

    Any number may run; one is active, the others stand by and take over within seconds.
    `cashbeat start` runs one for you.

    \b
    Examples:
      cashbeat worker
      MONGODB_URI=mongodb://db1,db2/?replicaSet=rs0 REDIS_URL=redis://cache:6379/0 cashbeat worker
    """
    settings = load_settings()
    gc.set_threshold(GC_THRESHOLD)
    configure_logging(level=settings.log_level, log_format=settings.log_format, process="worker")
    uvloop.run(_work(settings, resolve_addresses(settings)))


def verify(
    quiet: Annotated[bool, typer.Option("--quiet", help="Only the exit code and errors.")] = False,
) -> None:
    """Recompute every derived number from the payments and report each difference.

    Safe while the system runs: both sides are read at one moment. Exit 0 when everything agrees,
    1 when anything differs; `cashbeat rebuild` repairs it.

    \b
    Examples:
      cashbeat verify
      cashbeat verify --quiet || cashbeat rebuild
    """
    settings = load_settings()
    with databases(settings) as addresses:
        report = uvloop.run(_verify(settings, addresses, quiet))
    for line in report.shown:
        console.print(f"  {line}", markup=False, highlight=False)
    if report.differences > len(report.shown):
        console.print(f"  ... and {report.differences - len(report.shown)} more")
    if not quiet or report.differences:
        console.print(_summary(report), highlight=False)
    if report.differences:
        raise typer.Exit(1)


def rebuild() -> None:
    """Make every derived number anew from the payments, while the system runs.

    A running worker does the work; without one, this command does it itself.

    \b
    Examples:
      cashbeat rebuild
      CASHBEAT_DATA_DIR=/srv/cashbeat cashbeat rebuild && cashbeat verify
    """
    settings = load_settings()
    with databases(settings) as addresses:
        uvloop.run(_rebuild(settings, addresses))
    console.print("Every derived number follows from the payments again.")


@asynccontextmanager
async def _opened(settings: Settings, mongo_uri: str) -> AsyncIterator[tuple[Client, Database]]:
    client = connect_projector(mongo_uri, settings)
    try:
        yield client, open_database(client, settings)
    finally:
        await client.close()


async def _work(settings: Settings, addresses: DatabaseAddresses) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with projecting(settings, addresses):
        await stopped.wait()


@asynccontextmanager
async def projecting(settings: Settings, addresses: DatabaseAddresses) -> AsyncIterator[None]:
    """A whole worker, for as long as the block runs."""
    redis = RedisHint(addresses.redis_url, settings.redis_timeout_ms / 1000)
    publisher = FeedPublisher(addresses.redis_url)
    announcer = Announcer(redis, publisher)
    async with _opened(settings, addresses.mongo_uri) as (_, database):
        seconds = settings.projector_lease_seconds
        told = partial(tell_members, publisher, user_id=None)
        accountant = Accountant(database, announcer.changed, told, _now, seconds)
        projector = Projector(
            database,
            TenantRepository(database),
            announcer,
            _now,
            batch_size=settings.projector_batch_size,
            lease_seconds=seconds,
            minute_retention=_retention(settings),
            customers_marked=accountant.wake,
        )
        await publisher.start()
        sealer = Sealer(database, seconds)
        evaluator = _evaluator(settings, database, publisher)
        digests = Digests(database, settings.public_url, _now, seconds)
        folder = settings.data_dir / "imports"
        importer = CustomerImporter(database, folder, read_file, told, _now, seconds)
        parts = (projector, announcer, accountant, importer, sealer, evaluator, digests)
        tasks = [asyncio.create_task(part.run()) for part in parts]
        try:
            yield
        finally:
            await end_tasks(tasks)
            await announcer.flush()
            await publisher.stop()
            await redis.close()


def _evaluator(settings: Settings, database: Database, publisher: FeedPublisher) -> Evaluator:
    return Evaluator(
        database,
        Minutes(RollupRepository(database), _retention(settings)),
        Raiser(database, AlertMessenger(database, settings.public_url)),
        publisher,
        _now,
        settings.projector_lease_seconds,
    )


async def _verify(settings: Settings, addresses: DatabaseAddresses, quiet: bool) -> Report:
    async with _opened(settings, addresses.mongo_uri) as (_, database):
        verifier = Verifier(database, _now, _retention(settings))
        total = await database["payments"].estimated_document_count()
        with _progress(quiet) as progress:
            bar = progress.add_task("Recomputing payments", total=total)
            return await verifier.verify(lambda payments: progress.advance(bar, payments))


async def _rebuild(settings: Settings, addresses: DatabaseAddresses) -> None:
    async with _opened(settings, addresses.mongo_uri) as (_, database):
        checkpoints = CheckpointRepository(database)
        before = await checkpoints.get()
        if before is not None:
            asked = Checkpoint(before.token, before.version + 1, "rebuilding")
            await checkpoints.move(before, asked)
        async with contextlib.AsyncExitStack() as stack:
            if not await _worker_runs(database):
                await stack.enter_async_context(projecting(settings, addresses))
            await _watch(database, checkpoints)


async def _watch(database: Database, checkpoints: CheckpointRepository) -> None:
    with _progress(quiet=False) as progress:
        bar = progress.add_task("Rebuilding", total=100)
        while True:
            checkpoint = await checkpoints.get()
            if checkpoint is not None and checkpoint.state == "tailing":
                progress.update(bar, completed=100)
                return
            lease = await database["leases"].find_one({"_id": "projector"}) or {}
            progress.update(bar, completed=int(100 * lease.get("progress", 0)))
            await asyncio.sleep(0.2)


async def _worker_runs(database: Database) -> bool:
    live = {"_id": "projector", "$expr": {"$gt": ["$expiresAt", "$$NOW"]}}
    return await database["leases"].find_one(live) is not None


def _progress(quiet: bool) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=quiet,
        transient=True,
    )


def _summary(report: Report) -> str:
    notes = []
    if report.uncounted:
        notes.append(f"{report.uncounted} steps not counted yet")
    if report.quarantined:
        notes.append(f"{report.quarantined} damaged records set aside")
    note = f" ({', '.join(notes)})" if notes else ""
    verdict = f"{report.differences:,} differences." if report.differences else "No difference."
    return (
        f"{report.payments:,} payments, {report.events:,} events, {report.buckets:,} rollups, "
        f"{report.customers:,} customers{note}: {verdict}"
    )


def _retention(settings: Settings) -> timedelta:
    return timedelta(hours=settings.minute_retention_hours)


def _now() -> datetime:
    return datetime.now(UTC)
