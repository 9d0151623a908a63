"""Pages, totals and searches at 100 thousand and 1 million payments, beside plain count and regex.

    .venv/bin/python benchmarks/lists.py [--sizes 100000,1000000,3000000]

Fills a scratch MongoDB of its own with one organisation a size, every payment with a customer, an
external id and a description, all indexes in place. Asks for first pages as `GET /api/payments`
does, total included, and for the same totals as a plain count and a regular expression find them.
Sizes are asked in turn, round by round, so that a busy moment hits them alike.
"""

import argparse
import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from filled_ledger import NOW, YEAR, fill, payments_of, scratch_server, tenant_of
from pymongo import MongoClient
from rich.console import Console
from rich.table import Table

from cashbeat.analytics.reading import SpanReader
from cashbeat.analytics.totals import StoredTotals
from cashbeat.core.mongo import Database, connect, open_database
from cashbeat.core.settings import Settings
from cashbeat.payment.counting import PaymentCounts
from cashbeat.payment.documents import PaymentDocument
from cashbeat.payment.filter import PaymentFilter, PaymentSort
from cashbeat.payment.listing import PaymentListing
from cashbeat.payment.repository import PaymentRepository
from cashbeat.rollup.documents import RollupDay, RollupMinute, RollupQuarter
from cashbeat.rollup.repository import RollupRepository
from cashbeat.tenant.repository import TenantRepository

WORDS = [f"{begin}{end}" for begin in "bcdfgklmnprstvz" for end in ("ale", "ent", "iro", "oma")]
LISTS = {
    "every payment": PaymentFilter(),
    "a range to the second": PaymentFilter(YEAR[0] + timedelta(seconds=1.5), YEAR[1]),
    "one currency": PaymentFilter(currency="EUR"),
    "failed": PaymentFilter(statuses=("failed",)),
    "amounts": PaymentFilter(currency="EUR", min_amount=10_000, max_amount=20_000),
    "q: an external id": PaymentFilter(text="inv-0050000"),
    "q: its last part": PaymentFilter(text="0050000"),
    "q: a customer": PaymentFilter(text="cust-00012"),
    "q: a common word": PaymentFilter(text="latte"),
    "q: a rarer one": PaymentFilter(text="bale"),
    "q: words in a row": PaymentFilter(text="latte bale zoma"),
    "q: nothing has it": PaymentFilter(text="xyzzy"),
}
Times = dict[str, list[float]]
"""Milliseconds of each round, by question."""


def texts(place: int, dice: random.Random) -> dict[str, str]:
    """What a shop writes beside a payment."""
    described = f"{dice.choice(('Latte', 'Espresso'))} {dice.choice(WORDS)} {dice.choice(WORDS)}"
    return {
        "customer_id": f"CUST-{dice.randrange(20_000):05d}",
        "external_id": f"INV-{place:07d}",
        "description": described,
    }


async def timed(times: Times, name: str, ask: Callable[[], Awaitable[Any]]) -> Any:
    """The answer; how long it took is noted."""
    start = time.perf_counter()
    answer = await ask()
    times.setdefault(name, []).append((time.perf_counter() - start) * 1000)
    return answer


async def measure(settings: Settings, uri: str, sizes: list[int], rounds: int) -> list[Times]:
    """Times of every size, asked in turn; the first round only warms up."""
    async with connect(uri, settings) as client:
        database = open_database(client, settings)
        rollups = RollupRepository(database)
        reader = SpanReader(rollups, PaymentCounts(database), TenantRepository(database))
        totals = StoredTotals(reader, rollups, lambda: NOW)
        listing = PaymentListing(PaymentRepository(database), totals)
        found: list[Times] = [{} for _ in sizes]
        for place in range(rounds + 1):
            for size, times in zip(sizes, found, strict=True):
                await ask(listing, size, times)
                if place == 0:
                    times.clear()
        for size, times in zip(sizes, found, strict=True):
            for _ in range(3):
                await ask_plainly(database, size, times)
        return found


async def ask(listing: PaymentListing, size: int, times: Times) -> None:
    """One round of first pages with their totals."""
    tenant = tenant_of(size)
    for name, wanted in LISTS.items():
        page = await timed(
            times,
            name,
            lambda wanted=wanted: listing.page(tenant, wanted, PaymentSort.NEWEST, 50, None),
        )
        assert page.total_is_exact or wanted.text or wanted.min_amount
        if wanted == PaymentFilter():
            assert page.total == size


async def ask_plainly(database: Database, size: int, times: Times) -> None:
    """Totals as they would be without rollups and terms."""
    payments, tenant = database["payments"], tenant_of(size)
    every = {"tenantId": tenant.id}
    assert await timed(times, "plain count", lambda: payments.count_documents(every)) == size
    pattern = {"$regex": "inv-0050000", "$options": "i"}
    either = every | {
        "$or": [{name: pattern} for name in ("externalId", "customerId", "description")]
    }
    assert await timed(times, "plain regex", lambda: payments.count_documents(either)) == 1


def main() -> None:
    """Fill, measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", default="100000,1000000", help="payments, from 50,001")
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    console = Console(width=118)
    with scratch_server() as (settings, uri):
        with MongoClient[dict[str, Any]](uri) as client:
            for document in (PaymentDocument, RollupMinute, RollupQuarter, RollupDay):
                collection = client[settings.mongo_database][document.Settings.name]
                collection.create_indexes(document.Settings.indexes)
        dice = random.Random(20_250_101)
        for size in sizes:
            tenant = tenant_of(size)
            payments = payments_of(tenant, YEAR, size, dice, texts)
            fill(uri, settings.mongo_database, tenant, payments, size)
        times = asyncio.run(measure(settings, uri, sizes, given.rounds))
    report(console, sizes, times)


def report(console: Console, sizes: list[int], times: list[Times]) -> None:
    """The table, and how the largest compares with the smallest."""
    table = Table(title="First page of 50 and its total, milliseconds: median (fastest)")
    for column in ("list", *(f"{size:,}" for size in sizes), "largest ÷ smallest"):
        table.add_column(column, justify="left" if column == "list" else "right")
    for name in times[0]:
        medians = [statistics.median(found[name]) for found in times]
        cells = [
            f"{median:,.1f} ({min(found[name]):,.1f})"
            for median, found in zip(medians, times, strict=True)
        ]
        table.add_row(name, *cells, f"{medians[-1] / medians[0]:.1f}")
    console.print(table)


if __name__ == "__main__":
    main()
