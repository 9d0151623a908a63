"""Lists of customers and the accountant, at 50 thousand and 500 thousand customers.

    .venv/bin/python benchmarks/customers.py [--sizes 50000,500000] [--rounds 15]

Fills a scratch MongoDB of its own with one organisation a size: every customer with the texts that
people write, three charges, and an account as the accountant stores it. Asks for first and later
pages as `GET /api/customers` does, total included, in every order and by every filter; for the
overview of today and of a past day; and lets the accountant settle customers that are marked.
Sizes are asked in turn, round by round, so that a busy moment hits them alike.
"""

import argparse
import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from filled_ledger import scratch_server
from pymongo import MongoClient
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from cashbeat.contracts.customer import CustomerStatus
from cashbeat.core.mongo import Database, connect, open_database
from cashbeat.core.settings import Settings
from cashbeat.customer.account.accountant import BATCH, Accountant, day_increments
from cashbeat.customer.account.facts import DayNumbers, Facts, add_days, stored_account
from cashbeat.customer.account.standing import account_of
from cashbeat.customer.documents import (
    AccountDocument,
    ChargeDocument,
    CustomerDocument,
    ReceivableBookDocument,
    ReceivableDayDocument,
)
from cashbeat.customer.filter import CustomerFilter, CustomerSort
from cashbeat.customer.listing import CustomerListing
from cashbeat.customer.query import Page
from cashbeat.customer.recording import (
    ChargeDraft,
    CustomerDraft,
    Moment,
    new_charge,
    new_customer,
    profile_of,
)
from cashbeat.customer.repository import CustomerRepository
from cashbeat.kit.time_buckets import zone
from cashbeat.payment.documents import PaymentDocument
from cashbeat.receivable.ageing import age
from cashbeat.receivable.repository import ReceivableDays
from cashbeat.tenant.tenant import Tenant

ZONE = zone("Europe/Berlin")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TODAY = NOW.astimezone(ZONE).date()
FILLED = 2_000
AGENTS = [{"id": f"usr_{n}", "name": f"Agent {n:02d}"} for n in range(20)]
TAGS = [f"tag {n}" for n in range(60)]
ENDINGS = ("werke", "bau", "handel", "technik", "logistik", "service", "druck", "garten")
BEGINNINGS = [
    f"{a}{b}" for a in ("Stadt", "Nord", "Süd", "Berg", "See", "Wald") for b in "abcdefgh"
]
LEGAL = ("GmbH", "AG", "KG", "e.K.", "GmbH & Co. KG")
DUE = TODAY - timedelta(days=10)

QUESTIONS: dict[str, tuple[CustomerFilter, CustomerSort]] = {
    **{f"sort {sort.value}": (CustomerFilter(), sort) for sort in CustomerSort},
    "overdue, by due date": (
        CustomerFilter(statuses=(CustomerStatus.OVERDUE,)),
        CustomerSort.DUE_FIRST,
    ),
    "overdue, largest first": (
        CustomerFilter(statuses=(CustomerStatus.OVERDUE,)),
        CustomerSort.LARGEST,
    ),
    "partial, by name": (CustomerFilter(statuses=(CustomerStatus.PARTIAL,)), CustomerSort.NAME),
    "due in a week, by name": (
        CustomerFilter(due_from=TODAY, due_to=TODAY + timedelta(days=7)),
        CustomerSort.NAME,
    ),
    "amounts, by due date": (
        CustomerFilter(currency="EUR", min_amount=50_000, max_amount=60_000),
        CustomerSort.DUE_FIRST,
    ),
    "an agent, largest first": (CustomerFilter(agents=("usr_3",)), CustomerSort.LARGEST),
    "an agent's overdue": (
        CustomerFilter(agents=("usr_3",), statuses=(CustomerStatus.OVERDUE,)),
        CustomerSort.DUE_FIRST,
    ),
    "a tag, by name": (CustomerFilter(tags=("tag 7",)), CustomerSort.NAME),
    "q: part of a name": (CustomerFilter(text="adtbwer"), CustomerSort.NAME),
    "q: a common part": (CustomerFilter(text="handel"), CustomerSort.LARGEST),
    "q: an external id": (CustomerFilter(text="K-004999"), CustomerSort.NAME),
    "q: end of a phone number": (CustomerFilter(text="04999"), CustomerSort.NAME),
    "q: an e-mail": (CustomerFilter(text="info4999@"), CustomerSort.NAME),
    "q: nothing has it": (CustomerFilter(text="xyzzy"), CustomerSort.NAME),
}
Times = dict[str, list[float]]
"""Milliseconds of each round, by question."""


def tenant_of(size: int) -> Tenant:
    """The organisation that has so many customers."""
    return Tenant(f"bench-{size}", f"{size:,} customers", ZONE.key, "EUR")


def customers_of(tenant: Tenant, count: int, dice: random.Random) -> Iterator[Facts]:
    """Customers with their charges and payments, as they are stored."""
    for place in range(count):
        made = NOW - timedelta(days=dice.randrange(20, 500), seconds=place)
        name = f"{dice.choice(BEGINNINGS)}{dice.choice(ENDINGS)} {place} {dice.choice(LEGAL)}"
        profile = profile_of(
            {
                "name": name,
                "email": f"info{place}@{dice.choice(ENDINGS)}.example",
                "phone": f"+49 30 {place:07d}",
                "external_id": f"K-{place:06d}",
                "tags": dice.sample(TAGS, 2),
                "agent": dice.choice(AGENTS),
            }
        )
        draft = CustomerDraft(profile, "EUR", made)
        customer, _ = new_customer(draft, Moment(made, ZONE), None)
        customer |= {"tenantId": tenant.id}
        for mark in ("stale", "isNew"):
            customer.pop(mark, None)
        charges = []
        for number in range(3):
            issued = made.date() + timedelta(days=dice.randrange(0, 20) + number * 5)
            charge = ChargeDraft(dice.randrange(1_000, 90_000), issued, issued + timedelta(days=30))
            charges.append(
                new_charge(customer["_id"], "EUR", charge, made) | {"tenantId": tenant.id}
            )
        paid = dice.choice((0, 0, 20_000, 90_000, 400_000))
        yield Facts(
            customer, charges, [payment(tenant, customer["_id"], paid, made)] if paid else []
        )


def payment(tenant: Tenant, customer_id: str, amount: int, made: datetime) -> dict[str, Any]:
    """A payment that arrived a day after the customer was recorded."""
    at = made + timedelta(days=1)
    step = {"n": 1, "type": "payment_received", "from": None, "to": "completed", "occurredAt": at}
    name = f"pay_{customer_id}"
    return {
        "_id": name,
        "tenantId": tenant.id,
        "customerId": customer_id,
        "amount": amount,
        "currency": "EUR",
        "status": "completed",
        "createdAt": at,
        "updatedAt": at,
        "events": [step | {"key": f"e:{name}"}],
    }


def fill(uri: str, name: str, tenant: Tenant, size: int) -> None:
    """Store customers, charges, payments, accounts and days, as the product does."""
    dice = random.Random(20_261_130)
    days: DayNumbers = {}
    with MongoClient[dict[str, Any]](uri, tz_aware=True) as client, Progress(transient=True) as bar:
        database = client[name]
        task = bar.add_task(tenant.name, total=size)
        found = customers_of(tenant, size, dice)
        while batch := list(islice(found, FILLED)):
            accounts = []
            for facts in batch:
                settlement = facts.settle(ZONE)
                facts.customer["account"] = account_of(settlement, TODAY)
                accounts.append(stored_account(facts, settlement))
                add_days(days, accounts[-1])
            for collection, documents in (
                ("customers", [facts.customer for facts in batch]),
                ("charges", [charge for facts in batch for charge in facts.charges]),
                ("payments", [paid for facts in batch for paid in facts.payments]),
                ("accounts", accounts),
            ):
                database[collection].insert_many(documents, ordered=False)
            bar.advance(task, len(batch))
        database["receivable_days"].bulk_write(day_increments(days), ordered=False)


def create_indexes(uri: str, name: str) -> None:
    """Make the product's indexes once everything is stored: sorted, some ten times as fast."""
    with MongoClient[dict[str, Any]](uri) as client:
        for document in (
            CustomerDocument,
            ChargeDocument,
            AccountDocument,
            ReceivableDayDocument,
            ReceivableBookDocument,
            PaymentDocument,
        ):
            collection = client[name][document.Settings.name]
            if indexes := getattr(document.Settings, "indexes", None):
                collection.create_indexes(indexes)


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
        found: list[Times] = [{} for _ in sizes]
        for place in range(rounds + 1):
            for size, times in zip(sizes, found, strict=True):
                await ask(database, tenant_of(size), times)
                if place == 0:
                    times.clear()
        for size, times in zip(sizes, found, strict=True):
            await settle(database, tenant_of(size), times)
        return found


async def ask(database: Database, tenant: Tenant, times: Times) -> None:
    """One round of pages with their totals, and of overviews."""
    listing = CustomerListing(CustomerRepository(database), lambda: NOW)
    for name, (wanted, sort) in QUESTIONS.items():
        page = await timed(
            times,
            name,
            lambda wanted=wanted, sort=sort: listing.page(tenant, Page(wanted, sort, 50, None)),
        )
        if name in {"sort name", "sort -outstandingAmount"}:
            cursor = page.next_cursor
            for _ in range(3):
                following = await timed(
                    times,
                    f"{name}, later pages",
                    lambda sort=sort, cursor=cursor: listing.page(
                        tenant, Page(CustomerFilter(), sort, 50, cursor)
                    ),
                )
                cursor = following.next_cursor
    days = ReceivableDays(database)
    for name, until in (("overview of today", TODAY), ("overview of a past day", DUE)):

        async def overview(until: Any = until) -> Any:
            return age(await days.list_until(tenant.id, "EUR", until.isoformat()), until)

        ageing = await timed(times, name, overview)
        assert ageing.outstanding > 0


async def settle(database: Database, tenant: Tenant, times: Times) -> None:
    """Batches of marked customers settled: milliseconds a batch."""
    accountant = Accountant(database, lambda _: None, lambda _: None, lambda: NOW, 10)
    customers = database["customers"]
    for _ in range(10):
        found = customers.find({"tenantId": tenant.id}, {"_id": 1}).limit(BATCH)
        ids = [customer["_id"] async for customer in found]
        await customers.update_many({"_id": {"$in": ids}}, {"$inc": {"stale": 1}})
        await database["charges"].update_many(
            {"tenantId": tenant.id, "customerId": {"$in": ids}}, {"$inc": {"amount": 100}}
        )
        await timed(
            times, f"accountant, {BATCH} changed", lambda ids=ids: accountant.settle(tenant, ids)
        )


def main() -> None:
    """Fill, measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", default="50000,500000", help="customers")
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    console = Console(width=118)
    with scratch_server() as (settings, uri):
        for size in sizes:
            start = time.perf_counter()
            fill(uri, settings.mongo_database, tenant_of(size), size)
            taken = time.perf_counter() - start
            console.print(
                f"{size:,} customers stored in {taken:.0f} s ({size / taken:,.0f} a second)"
            )
        start = time.perf_counter()
        create_indexes(uri, settings.mongo_database)
        console.print(f"indexes made in {time.perf_counter() - start:.0f} s")
        times = asyncio.run(measure(settings, uri, sizes, given.rounds))
    report(console, sizes, times)


def report(console: Console, sizes: list[int], times: list[Times]) -> None:
    """The table, and how the largest compares with the smallest."""
    table = Table(title="A page of 50 and its total, milliseconds: median (95th percentile)")
    for column in ("list", *(f"{size:,}" for size in sizes), "largest ÷ smallest"):
        table.add_column(column, justify="left" if column == "list" else "right")
    for name in times[0]:
        medians = [statistics.median(found[name]) for found in times]
        cells = [
            f"{median:,.1f} ({_p95(found[name]):,.1f})"
            for median, found in zip(medians, times, strict=True)
        ]
        table.add_row(name, *cells, f"{medians[-1] / medians[0]:.1f}")
    console.print(table)


def _p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, round(0.95 * len(values)))]


if __name__ == "__main__":
    main()
