"""Metrics over a year at 100 thousand, 1 million and 5 million payments, beside raw aggregation.

    .venv/bin/python benchmarks/analytics.py [--quick] [--sizes 100000,1000000]

Fills a scratch MongoDB of its own with one organisation a size: payments of one year, and 50,000 of
the year before, so that the comparison with the previous period reads as much. Folds them as the
projector does, and asks for the same figures both ways, uncached. Every answer is checked against
the other way's. Sizes are asked in turn, round by round, so that a busy moment hits them alike.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from cashbeat.analytics.cache import AnswerCache
from cashbeat.analytics.parameters import AnalyticsParameters, TrendParameters
from cashbeat.analytics.question import metrics_question, trends_question
from cashbeat.analytics.reading import SpanReader
from cashbeat.analytics.service import AnalyticsService
from cashbeat.contracts.payment import PaymentEventType, PaymentStatus
from cashbeat.core.mongo import Database, connect, open_database
from cashbeat.core.redis import RedisHint
from cashbeat.core.settings import Settings, load_settings
from cashbeat.embedded.data_dir import DataDir
from cashbeat.embedded.mongod import EmbeddedMongo
from cashbeat.kit.money import to_major
from cashbeat.kit.time_buckets import day_start, zone
from cashbeat.payment.changes import steps_of_document
from cashbeat.payment.counting import PaymentCounts
from cashbeat.payment.documents import PaymentDocument
from cashbeat.payment.machine import Transition
from cashbeat.payment.recording import Draft, StoredPayment, new_payment, step_update
from cashbeat.projector.batch import rollup_step
from cashbeat.rollup.documents import RollupDay, RollupMinute, RollupQuarter
from cashbeat.rollup.fold import fold
from cashbeat.rollup.repository import RollupRepository
from cashbeat.rollup.writer import rollup_operations
from cashbeat.tenant.tenant import Tenant

ZONE = zone("Europe/Kyiv")
YEAR = (day_start(date(2025, 1, 1), ZONE), day_start(date(2026, 1, 1), ZONE))
BEFORE = (day_start(date(2024, 1, 1), ZONE), YEAR[0])
NOW = datetime(2026, 2, 1, tzinfo=UTC)
METHODS = ("card", "card", "card", "bank_transfer", "direct_debit", "upi", "wallet", "cash")
STATUSES = (*[PaymentStatus.COMPLETED] * 17, *[PaymentStatus.FAILED] * 2, PaymentStatus.PENDING)
BATCH = 20_000


Times = dict[str, list[float]]
"""Milliseconds of each round, by question."""


def tenant_of(size: int) -> Tenant:
    """The organisation that has so many payments in the year."""
    return Tenant(f"bench-{size}", f"{size:,} payments", ZONE.key, "EUR")


def payments_of(
    tenant: Tenant, span: tuple[datetime, datetime], count: int, dice: random.Random
) -> Iterator[StoredPayment]:
    """Payments spread over a span in the order of time, one in forty refunded."""
    start, step = span[0], (span[1] - span[0]) / count
    for place in range(count):
        made = start + step * (place + dice.random() * 0.999)
        made = made.replace(microsecond=made.microsecond // 1000 * 1000)
        amount, method = dice.randint(100, 50_000), dice.choice(METHODS)
        draft = Draft(amount, "EUR", method, dice.choice(STATUSES), made)
        stored = new_payment(tenant.id, draft, made)
        if place % 40 == 0 and draft.status is PaymentStatus.COMPLETED:
            step_taken = Transition(PaymentEventType.REFUNDED, PaymentStatus.REFUNDED, amount)
            update = step_update(stored, step_taken, made, made)
            stored |= update["$set"]
            stored["events"].append(update["$push"]["events"])
        yield stored


def fill(
    uri: str, name: str, tenant: Tenant, payments: Iterator[StoredPayment], count: int
) -> None:
    """Store payments and their rollups; MongoDB writes one batch while the next is made."""
    zones = {tenant.id: tenant.zone}
    with (
        MongoClient[dict[str, Any]](uri, tz_aware=True) as client,
        ThreadPoolExecutor(1) as writer,
        Progress(transient=True) as progress,
    ):
        database = client[name]
        task = progress.add_task(tenant.name, total=count)
        pending: Future[None] | None = None

        def write(batch: list[StoredPayment]) -> None:
            database["payments"].insert_many(batch, ordered=False)
            steps = (rollup_step(s) for p in batch for s in steps_of_document(p))
            kept = timedelta(hours=1)
            delta = fold(steps, zones, NOW - kept)
            for collection, writes in rollup_operations(delta, zones, kept).items():
                if writes:
                    database[collection].bulk_write(writes, ordered=False)

        while batch := list(islice(payments, BATCH)):
            if pending is not None:
                pending.result()
            pending = writer.submit(write, batch)
            progress.advance(task, len(batch))
        if pending is not None:
            pending.result()


def raw_pipeline(tenant: Tenant) -> list[dict[str, Any]]:
    """The same figures straight from the payments of the year."""
    return [
        {
            "$match": {
                "tenantId": tenant.id,
                "currency": "EUR",
                "createdAt": {"$gte": YEAR[0], "$lt": YEAR[1]},
            }
        },
        {
            "$group": {
                "_id": {
                    "method": "$method",
                    "status": "$status",
                    "hour": {"$hour": {"date": "$createdAt", "timezone": ZONE.key}},
                },
                "n": {"$sum": 1},
                "a": {"$sum": "$amount"},
                "r": {"$sum": "$refundedAmount"},
            }
        },
    ]


class Asker:
    """Asks one organisation's questions, and keeps how long each took."""

    def __init__(self, service: AnalyticsService, database: Database, tenant: Tenant) -> None:
        self.times: Times = {}
        self._service, self._database, self._tenant = service, database, tenant
        span: dict[str, Any] = {"start": YEAR[0].isoformat(), "end": YEAR[1].isoformat()}
        ragged = span | {"start": (YEAR[0] + timedelta(seconds=1.5)).isoformat()}
        self._metrics = {
            "metrics": metrics_question(AnalyticsParameters(**span), tenant, NOW),
            "ragged": metrics_question(AnalyticsParameters(**ragged), tenant, NOW),
            "other zone": metrics_question(
                AnalyticsParameters(**span, tz="Asia/Tokyo"), tenant, NOW
            ),
        }
        self._trends = trends_question(TrendParameters(**span), tenant, NOW)

    async def ask(self) -> None:
        """One round of the questions that rollups answer."""
        for name, question in self._metrics.items():
            await self._timed(name, self._service.compute_metrics(self._tenant, question))
        await self._timed("trends", self._service.compute_trends(self._tenant, self._trends))

    async def ask_raw(self) -> None:
        """The raw aggregation. Asserts that both ways agree."""
        rows = await self._timed("raw", self._aggregate())
        metrics = await self._service.compute_metrics(self._tenant, self._metrics["metrics"])
        points = await self._service.compute_trends(self._tenant, self._trends)
        succeeded = [row for row in rows if row["_id"]["status"] in ("completed", "refunded")]
        volume = to_major(sum(row["a"] for row in succeeded), "EUR")
        assert metrics.count == sum(r["n"] for r in rows) == sum(p.count for p in points)
        assert metrics.total_volume == volume == sum(p.amount for p in points)

    async def _aggregate(self) -> list[dict[str, Any]]:
        cursor = await self._database["payments"].aggregate(raw_pipeline(self._tenant))
        return await cursor.to_list()

    async def _timed(self, name: str, answer: Awaitable[Any]) -> Any:
        start = time.perf_counter()
        result = await answer
        self.times.setdefault(name, []).append((time.perf_counter() - start) * 1000)
        return result


async def measure(settings: Settings, uri: str, sizes: list[int], rounds: int) -> list[Times]:
    """Times of every size, asked in turn; the first round only warms up."""
    async with connect(uri, settings) as client:
        database = open_database(client, settings)
        reader = SpanReader(RollupRepository(database), PaymentCounts(database))
        cache = AnswerCache(RedisHint("redis://127.0.0.1:1/0"), 60.0)
        service = AnalyticsService(reader, cache, lambda: NOW)
        askers = [Asker(service, database, tenant_of(size)) for size in sizes]
        for place in range(rounds + 1):
            for asker in askers:
                await asker.ask()
                if place == 0:
                    asker.times.clear()
        for asker in askers:
            for _ in range(3):
                await asker.ask_raw()
        return [asker.times for asker in askers]


def main() -> None:
    """Fill, measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="20 and 200 thousand payments")
    parser.add_argument("--sizes", default="100000,1000000,5000000", help="payments of the year")
    parser.add_argument("--rounds", type=int, default=30)
    given = parser.parse_args()
    sizes = [20_000, 200_000] if given.quick else [int(size) for size in given.sizes.split(",")]
    console = Console(width=118)
    with tempfile.TemporaryDirectory(prefix="cashbeat-bench-") as folder:
        settings = load_settings(
            _env_file=None, data_dir=Path(folder), mongo_timeout_ms=300_000, mongo_cache_gb=2.0
        )
        data_dir = DataDir(settings.data_dir)
        data_dir.prepare()
        server = EmbeddedMongo(settings, data_dir)
        server.start()
        try:
            fill_all(server.uri, settings.mongo_database, sizes, console)
            times = asyncio.run(measure(settings, server.uri, sizes, given.rounds))
        finally:
            server.stop()
    report(console, sizes, times)


def fill_all(uri: str, name: str, sizes: list[int], console: Console) -> None:
    """Indexes, and the payments and rollups of every size."""
    with MongoClient[dict[str, Any]](uri) as client:
        newest = [i for i in PaymentDocument.Settings.indexes if i.document["name"] == "newest"]
        client[name]["payments"].create_indexes(newest)
        for document in (RollupMinute, RollupQuarter, RollupDay):
            client[name][document.Settings.name].create_indexes(document.Settings.indexes)
    dice = random.Random(20_250_101)
    for size in sizes:
        began, tenant = time.perf_counter(), tenant_of(size)
        fill(uri, name, tenant, payments_of(tenant, BEFORE, 50_000, dice), 50_000)
        fill(uri, name, tenant, payments_of(tenant, YEAR, size, dice), size)
        seconds = time.perf_counter() - began
        console.print(f"{size:>9,} payments stored and folded in {seconds:.0f} s")


def report(console: Console, sizes: list[int], times: list[Times]) -> None:
    """The table, and how flat and how much cheaper the rollups are."""
    columns = ("metrics", "ragged", "other zone", "trends", "raw")
    table = Table(title="One year, uncached, milliseconds: median (fastest)")
    for column in ("payments", *columns, "raw ÷ metrics"):
        table.add_column(column, justify="right")
    for size, found in zip(sizes, times, strict=True):
        cells = [f"{statistics.median(found[c]):,.1f} ({min(found[c]):,.1f})" for c in columns]
        ratio = statistics.median(found["raw"]) / statistics.median(found["metrics"])
        table.add_row(f"{size:,}", *cells, f"{ratio:,.0f}")
    console.print(table)
    for name, of in (("medians", statistics.median), ("fastest", min)):
        figures = [of(found["metrics"]) for found in times]
        console.print(
            f"metrics, largest ÷ smallest of the {name}: {max(figures) / min(figures):.2f}"
        )
    console.print("metrics answer two years: the one asked and the one before")


if __name__ == "__main__":
    main()
