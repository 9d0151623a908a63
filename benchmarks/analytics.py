"""Metrics over a year at 100 thousand, 1 million and 5 million payments, beside raw aggregation.

    .venv/bin/python benchmarks/analytics.py [--quick] [--sizes 100000,1000000]

Fills a scratch MongoDB of its own with payments of one year (and 50,000 of the year before, so that
the comparison with the previous period reads as much), folds them as the projector does, and asks
for the same figures both ways, uncached. Every answer is checked against the other way's.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
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
from cashbeat.core.mongo import connect, open_database
from cashbeat.core.redis import RedisHint
from cashbeat.core.settings import Settings, load_settings
from cashbeat.embedded.data_dir import DataDir
from cashbeat.embedded.mongod import EmbeddedMongo
from cashbeat.kit.money import to_major
from cashbeat.kit.time_buckets import day_start
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

TENANT = Tenant("bench", "Benchmark", "Europe/Kyiv", "EUR")
YEAR = (
    day_start(date(2025, 1, 1), TENANT.zone),
    day_start(date(2026, 1, 1), TENANT.zone),
)
BEFORE = (day_start(date(2024, 1, 1), TENANT.zone), YEAR[0])
NOW = datetime(2026, 2, 1, tzinfo=UTC)
METHODS = ("card", "card", "card", "bank_transfer", "direct_debit", "upi", "wallet", "cash")
STATUSES = (*[PaymentStatus.COMPLETED] * 17, *[PaymentStatus.FAILED] * 2, PaymentStatus.PENDING)
BATCH = 20_000


def payments_of(
    span: tuple[datetime, datetime], count: int, dice: random.Random
) -> Iterator[StoredPayment]:
    """Payments spread over a span in the order of time, one in forty refunded."""
    start, step = span[0], (span[1] - span[0]) / count
    for place in range(count):
        made = start + step * (place + dice.random() * 0.999)
        made = made.replace(microsecond=made.microsecond // 1000 * 1000)
        amount, method = dice.randint(100, 50_000), dice.choice(METHODS)
        draft = Draft(amount, "EUR", method, dice.choice(STATUSES), made)
        stored = new_payment(TENANT.id, draft, made)
        if place % 40 == 0 and draft.status is PaymentStatus.COMPLETED:
            step_taken = Transition(PaymentEventType.REFUNDED, PaymentStatus.REFUNDED, amount)
            update = step_update(stored, step_taken, made, made)
            stored |= update["$set"]
            stored["events"].append(update["$push"]["events"])
        yield stored


def fill(uri: str, name: str, payments: Iterator[StoredPayment], count: int, label: str) -> None:
    """Store payments and their rollups; MongoDB writes one batch while the next is made."""
    zones = {TENANT.id: TENANT.zone}
    with (
        MongoClient[dict[str, Any]](uri, tz_aware=True) as client,
        ThreadPoolExecutor(1) as writer,
        Progress(transient=True) as progress,
    ):
        database = client[name]
        task = progress.add_task(label, total=count)
        pending: Future[None] | None = None

        def write(batch: list[StoredPayment]) -> None:
            database["payments"].insert_many(batch, ordered=False)
            delta = fold((rollup_step(s) for p in batch for s in steps_of_document(p)), zones)
            for collection, writes in rollup_operations(
                delta, zones, NOW, timedelta(hours=1)
            ).items():
                if writes:
                    database[collection].bulk_write(writes, ordered=False)

        while batch := list(islice(payments, BATCH)):
            if pending is not None:
                pending.result()
            pending = writer.submit(write, batch)
            progress.advance(task, len(batch))
        if pending is not None:
            pending.result()


RAW_PIPELINE: list[dict[str, Any]] = [
    {
        "$match": {
            "tenantId": TENANT.id,
            "currency": "EUR",
            "createdAt": {"$gte": YEAR[0], "$lt": YEAR[1]},
        }
    },
    {
        "$group": {
            "_id": {
                "method": "$method",
                "status": "$status",
                "hour": {"$hour": {"date": "$createdAt", "timezone": TENANT.time_zone}},
            },
            "n": {"$sum": 1},
            "a": {"$sum": "$amount"},
            "r": {"$sum": "$refundedAmount"},
        }
    },
]


async def timed(
    run: Callable[[], Awaitable[Any]], rounds: int, seconds: float = 20.0
) -> tuple[float, Any]:
    """Median milliseconds of some rounds (fewer when they take long), and the last result."""
    taken: list[float] = []
    result: Any = None
    began = time.perf_counter()
    while len(taken) < rounds and (not taken or time.perf_counter() - began < seconds):
        start = time.perf_counter()
        result = await run()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), result


async def measure(settings: Settings, uri: str, rounds: int) -> dict[str, float]:
    """Median milliseconds of each question, both ways, after checking that both agree."""
    async with connect(uri, settings) as client:
        database = open_database(client, settings)
        reader = SpanReader(RollupRepository(database), PaymentCounts(database))
        cache = AnswerCache(RedisHint("redis://127.0.0.1:1/0"), 60.0)
        service = AnalyticsService(reader, cache, lambda: NOW)
        span: dict[str, Any] = {"start": YEAR[0].isoformat(), "end": YEAR[1].isoformat()}
        ragged = span | {"start": (YEAR[0] + timedelta(seconds=1.5)).isoformat()}
        asked = metrics_question(AnalyticsParameters(**span), TENANT, NOW)
        edged = metrics_question(AnalyticsParameters(**ragged), TENANT, NOW)
        abroad = metrics_question(AnalyticsParameters(**span, tz="Asia/Tokyo"), TENANT, NOW)
        by_day = trends_question(TrendParameters(**span), TENANT, NOW)

        found: dict[str, float] = {}
        ours = service.compute_metrics
        await ours(TENANT, asked)
        found["metrics"], metrics = await timed(lambda: ours(TENANT, asked), rounds)
        found["ragged"], _ = await timed(lambda: ours(TENANT, edged), rounds)
        found["other zone"], _ = await timed(lambda: ours(TENANT, abroad), rounds)
        found["trends"], points = await timed(
            lambda: service.compute_trends(TENANT, by_day), rounds
        )

        async def raw() -> list[dict[str, Any]]:
            rows = await database["payments"].aggregate(RAW_PIPELINE, maxTimeMS=300_000)
            return await rows.to_list()

        found["raw"], rows = await timed(raw, 3)
        succeeded = [r for r in rows if r["_id"]["status"] in ("completed", "refunded")]
        volume = to_major(sum(r["a"] for r in succeeded), "EUR")
        assert metrics.count == sum(r["n"] for r in rows) == sum(p.count for p in points)
        assert metrics.total_volume == volume == sum(p.amount for p in points)
        return found


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
    console = Console()
    with tempfile.TemporaryDirectory(prefix="cashbeat-bench-") as folder:
        settings = load_settings(
            _env_file=None, data_dir=Path(folder), mongo_timeout_ms=300_000, mongo_cache_gb=2.0
        )
        data_dir = DataDir(settings.data_dir)
        data_dir.prepare()
        server = EmbeddedMongo(settings, data_dir)
        server.start()
        try:
            report(console, list(run(settings, server.uri, sizes, given.rounds, console)))
        finally:
            server.stop()


def run(
    settings: Settings, uri: str, sizes: list[int], rounds: int, console: Console
) -> Iterator[tuple[int, dict[str, float]]]:
    """Grow the year to each size in turn and measure."""
    with MongoClient[dict[str, Any]](uri) as client:
        database = client[settings.mongo_database]
        newest = [i for i in PaymentDocument.Settings.indexes if i.document["name"] == "newest"]
        database["payments"].create_indexes(newest)
        for document in (RollupMinute, RollupQuarter, RollupDay):
            database[document.Settings.name].create_indexes(document.Settings.indexes)
    dice = random.Random(20_250_101)
    name = settings.mongo_database
    fill(uri, name, payments_of(BEFORE, 50_000, dice), 50_000, "the year before")
    filled = 0
    for size in sizes:
        began = time.perf_counter()
        grown = size - filled
        fill(uri, name, payments_of(YEAR, grown, dice), grown, f"{size:,} payments")
        filled = size
        console.print(
            f"{size:>9,} payments stored and folded in {time.perf_counter() - began:.0f} s"
        )
        yield size, asyncio.run(measure(settings, uri, rounds))


def report(console: Console, results: list[tuple[int, dict[str, float]]]) -> None:
    """The table, and how flat and how much cheaper the rollups are."""
    table = Table(title="One year, uncached, median milliseconds")
    columns = ("payments", "metrics", "ragged", "other zone", "trends", "raw", "raw ÷ metrics")
    for column in columns:
        table.add_column(column, justify="right")
    for size, found in results:
        times = [f"{found[name]:.1f}" for name in columns[1:-1]]
        table.add_row(f"{size:,}", *times, f"{found['raw'] / found['metrics']:,.0f}")
    console.print(table)
    medians = [found["metrics"] for _, found in results]
    console.print(
        f"metrics, largest ÷ smallest median over all sizes: {max(medians) / min(medians):.2f} "
        "(metrics answer two years: the one asked and the one before)"
    )


if __name__ == "__main__":
    main()
