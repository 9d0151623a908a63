"""Metrics over a year at 100 thousand, 1 million and 5 million payments, beside raw aggregation.

    .venv/bin/python benchmarks/analytics.py [--quick] [--sizes 100000,1000000]

Fills a scratch MongoDB of its own with one organisation a size: payments of one year, and 50,000 of
the year before, so that the comparison with the previous period reads as much. Folds them as the
projector does, and asks for the same figures both ways, uncached. Every answer is checked against
the other way's. Trends carry what their history leads one to expect; the 48 hours are compared with
the week before. Sizes are asked in turn, round by round, so that a busy moment hits them alike.
"""

import argparse
import asyncio
import random
import statistics
import time
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

from filled_ledger import BEFORE, NOW, YEAR, ZONE, fill, payments_of, scratch_server, tenant_of
from pymongo import MongoClient
from rich.console import Console
from rich.table import Table

from cashbeat.analytics.cache import AnswerCache
from cashbeat.analytics.parameters import MetricsParameters, TrendParameters
from cashbeat.analytics.question import metrics_question, trends_question
from cashbeat.analytics.reading import SpanReader
from cashbeat.analytics.service import AnalyticsService
from cashbeat.core.mongo import Database, connect, open_database
from cashbeat.core.redis import RedisHint
from cashbeat.core.settings import Settings
from cashbeat.kit.money import to_major
from cashbeat.payment.counting import PaymentCounts
from cashbeat.payment.documents import PaymentDocument
from cashbeat.rollup.documents import RollupDay, RollupMinute, RollupQuarter
from cashbeat.rollup.repository import RollupRepository
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

Times = dict[str, list[float]]
"""Milliseconds of each round, by question."""


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
            "metrics": metrics_question(MetricsParameters(**span), tenant, NOW),
            "ragged": metrics_question(MetricsParameters(**ragged), tenant, NOW),
            "other zone": metrics_question(MetricsParameters(**span, tz="Asia/Tokyo"), tenant, NOW),
        }
        self._trends = trends_question(TrendParameters(**span), tenant, NOW)
        ninety = span | {"start": (YEAR[1] - timedelta(days=90)).isoformat()}
        hours = span | {"start": (YEAR[1] - timedelta(days=2)).isoformat(), "period": "hour"}
        self._charts = {
            "90 days": trends_question(TrendParameters(**ninety), tenant, NOW),
            "48 hours": trends_question(TrendParameters(**hours, compare="week"), tenant, NOW),
        }

    async def ask(self) -> None:
        """One round of the questions that rollups answer."""
        for name, question in self._metrics.items():
            await self._timed(name, self._service.compute_metrics(self._tenant, question))
        for name, chart in (("trends", self._trends), *self._charts.items()):
            await self._timed(name, self._service.compute_trends(self._tenant, chart))

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
        reader = SpanReader(
            RollupRepository(database), PaymentCounts(database), TenantRepository(database)
        )
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
    with scratch_server() as (settings, uri):
        fill_all(uri, settings.mongo_database, sizes, console)
        times = asyncio.run(measure(settings, uri, sizes, given.rounds))
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
    columns = ("metrics", "ragged", "other zone", "trends", "90 days", "48 hours", "raw")
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
