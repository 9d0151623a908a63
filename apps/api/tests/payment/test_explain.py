"""Every question has an index: MongoDB's own profiler watches each one as it is asked."""

import itertools
import random
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from cashbeat.importing.repository import ImportRepository
from cashbeat.payment import listing
from cashbeat.payment.filter import PaymentSort
from cashbeat.payment.history import EventHistory, event_pages
from cashbeat.payment.methods import PaymentMethods
from cashbeat.payment.repository import PaymentRepository
from cashbeat.tenant.repository import TenantRepository

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAYMENTS = 2_000
START = datetime(2026, 3, 1, tzinfo=UTC)
RANGE = {"from": "2026-03-01T05:00:00Z", "to": "2026-03-01T20:00:00Z"}
FILTERS: dict[str, list[tuple[str, Any]]] = {
    "range": list(RANGE.items()),
    "method": [("method", "cash")],
    "methods": [("method", "cash"), ("method", "upi")],
    "status": [("status", "failed")],
    "statuses": [("status", "failed"), ("status", "pending")],
    "failure": [("failureCode", "expired_card")],
    "failures": [("failureCode", "expired_card"), ("failureCode", "do_not_honor")],
    "refunded": [("refunded", "true")],
    "currency": [("currency", "USD")],
    "amount": [("minAmount", 990), ("maxAmount", 995)],
    "customer": [("customerId", "c-3")],
    "text": [("q", "inv-01")],
}
CLASHING = ({"method", "methods"}, {"status", "statuses"}, {"failure", "failures"})


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def ledger(api: Any) -> None:
    """2,000 payments of ours and as many of another organisation."""
    dice = random.Random(3)
    items = []
    for index in range(PAYMENTS):
        status = dice.choice(["pending", "completed", "completed", "failed"])
        item = {
            "amount": dice.randrange(1, 1_000),
            "currency": dice.choice(["EUR", "EUR", "USD"]),
            "method": dice.choice(["card", "card", "cash", "upi"]),
            "status": status,
            "createdAt": (START + timedelta(minutes=dice.randrange(1440))).isoformat(),
            "customerId": f"c-{dice.randrange(50)}",
            "externalId": f"inv-{index:04d}",
        }
        code = ("card_declined", "card_declined", "expired_card", "do_not_honor")[index % 4]
        items.append(item | ({"failureCode": code} if status == "failed" else {}))
    sent = await api.http.post("/api/payments/batch", json={"items": items})
    assert sent.json()["created"] == PAYMENTS
    payments = api.database["payments"]
    given_back = {"status": "completed", "customerId": {"$in": ["c-3", "c-4"]}}
    await payments.update_many(given_back, {"$set": {"refundedAmount": 50}})
    foreign = [
        stored | {"_id": "x" + stored["_id"], "tenantId": "other"}
        async for stored in payments.find({})
    ]
    await payments.insert_many(foreign)


class Watched(list[dict[str, Any]]):
    """What the profiler saw: of everybody who asked meanwhile, the gate's memory among them."""

    def of(self, collection: str, command: str = "") -> "Watched":
        """What was asked of that collection, by that command or any."""
        return Watched(
            seen
            for seen in self
            if seen["ns"].endswith(f".{collection}") and (not command or command in seen["command"])
        )

    def scans(self) -> list[str]:
        """Every question that read a whole collection."""
        return [_told(seen) for seen in self if "COLLSCAN" in seen["planSummary"]]

    def sorts(self) -> list[str]:
        """Every question whose answer was sorted in memory."""
        return [_told(seen) for seen in self if seen.get("hasSortStage")]

    def whole_sorts(self) -> list[str]:
        """Every question for which all payments of the organisation were read to be sorted."""
        return [
            _told(seen)
            for seen in self
            if seen.get("hasSortStage") and seen["docsExamined"] >= PAYMENTS
        ]


def _told(seen: dict[str, Any]) -> str:
    return f"{seen['planSummary']}: {seen['command']}"


@asynccontextmanager
async def watching(database: Any) -> AsyncIterator[Watched]:
    """Collect the plan of everything asked of the database meanwhile."""
    watched = Watched()
    await database.command("profile", 2)
    try:
        yield watched
    finally:
        await database.command("profile", 0)
        planned = {"ns": {"$not": {"$regex": "system"}}, "planSummary": {"$exists": True}}
        watched += [seen async for seen in database["system.profile"].find(planned)]
        await database["system.profile"].drop()


COMBINATIONS = [
    frozenset(chosen)
    for size in (0, 1, 2, 9)
    for chosen in itertools.combinations(FILTERS, size)
    if not any(clash <= set(chosen) for clash in CLASHING)
]
"""No filter, every one alone, every pair, and all that go together."""


def crosses(chosen: frozenset[str], sort: PaymentSort) -> bool:
    """Whether the filters narrow by another field than the one sorted by.

    Then the planner may read what the narrow index names and sort it, instead of walking every
    payment in order: docs/adr/0012-list-orders.md.
    """
    if sort in {PaymentSort.NEWEST, PaymentSort.OLDEST}:
        return bool(chosen & {"amount", "currency", "text"})
    return bool(chosen - {"amount", "currency"})


@pytest.mark.parametrize("sort", list(PaymentSort))
async def test_every_list_is_read_through_an_index_in_its_order(
    api: Any, sort: PaymentSort
) -> None:
    sorted_in_memory = 0
    for crossing in (False, True):
        chosen = [names for names in COMBINATIONS if crosses(names, sort) is crossing]
        async with watching(api.database) as watched:
            for names in chosen:
                filters = [pair for name in sorted(names) for pair in FILTERS[name]]
                await read_two_pages(api, [*filters, ("sort", sort.value), ("limit", 5)])
        finds = watched.of("payments", "find")
        assert len(finds) >= len(chosen)
        assert (watched.scans(), watched.whole_sorts()) == ([], [])
        if not crossing:
            assert watched.sorts() == []
        assert all(seen["command"]["limit"] == 6 for seen in finds)
        sorted_in_memory += len(watched.sorts())
    assert sorted_in_memory > 0, "the profiler sees no sort at all: this test is blind"


async def read_two_pages(api: Any, params: list[tuple[str, Any]]) -> None:
    page = (await api.http.get("/api/payments", params=params)).json()
    if page["nextCursor"]:
        more = [*params, ("cursor", page["nextCursor"])]
        assert (await api.http.get("/api/payments", params=more)).status_code == 200


@pytest.mark.parametrize("sort", list(PaymentSort))
async def test_every_export_is_read_through_an_index(api: Any, sort: PaymentSort) -> None:
    """In its order; or sorted, where filter and order cross, out of what a filter's index names."""
    for crossing in (False, True):
        chosen = [names for names in COMBINATIONS if crosses(names, sort) is crossing]
        async with watching(api.database) as watched:
            for names in chosen:
                params = [*(pair for name in names for pair in FILTERS[name]), ("sort", sort.value)]
                assert (await api.http.get("/api/payments.csv", params=params)).status_code == 200
        assert len(watched.of("payments")) >= 2 * len(chosen)
        assert (watched.scans(), watched.whole_sorts()) == ([], [])
        assert bool(watched.sorts()) is crossing


async def test_a_search_reads_what_it_finds_and_no_more(api: Any) -> None:
    stored = await api.database["payments"].find_one({"tenantId": "demo"})
    for text, found in [
        ("inv-0123", 1),
        ("0123", 1),
        ("inv-01", 100),
        ("inv-9", 0),
        (stored["_id"], 1),
        ("pay_" + "0" * 26, 0),
    ]:
        async with watching(api.database) as watched:
            page = (await api.http.get("/api/payments", params={"q": text, "limit": 200})).json()
        assert len(page["items"]) == page["total"] == found
        finds = watched.of("payments", "find")
        assert [seen["docsExamined"] <= 100 for seen in finds] == [True], watched


@pytest.mark.parametrize("name", ["failure", "failures"])
async def test_failures_are_found_by_their_code(api: Any, name: str) -> None:
    async with watching(api.database) as watched:
        await api.http.get("/api/payments", params=[*FILTERS[name], ("limit", 5)])
    (seen,) = watched.of("payments", "find")
    assert ("failureCode" in seen["planSummary"], seen["docsExamined"]) == (True, 6)


async def test_payments_with_refunds_are_found_without_reading_the_others(api: Any) -> None:
    for more in ([], FILTERS["range"]):
        async with watching(api.database) as watched:
            asked = [*FILTERS["refunded"], *more, ("limit", 5)]
            page = (await api.http.get("/api/payments", params=asked)).json()
        (seen,) = watched.of("payments", "find")
        assert (len(page["items"]), seen["docsExamined"]) == (5, 6)


async def test_a_total_counts_no_further_than_it_must(
    api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "COUNTED", 150)
    for filters in FILTERS.values():
        async with watching(api.database) as watched:
            await api.http.get("/api/payments", params=[*filters, ("limit", 5)])
        counts = watched.of("payments", "aggregate")
        assert counts, (filters, watched)
        assert all(seen["keysExamined"] <= 1_500 for seen in counts), filters


async def test_every_other_question_has_an_index(api: Any) -> None:
    database = api.database
    payments, methods = PaymentRepository(database), PaymentMethods(database)
    history = EventHistory(database, payments)
    stored = await database["payments"].find_one({"tenantId": "demo"})
    for tenant in ("demo", "other"):
        for seq in range(1, 301):
            page = event_pages(tenant, seq, [(stored["_id"], 1)])
            await database["payment_events"].insert_many(page)
    imports = ImportRepository(database)
    asked: dict[str, list[Coroutine[Any, Any, Any]]] = {
        "payments": [
            payments.get("demo", stored["_id"]),
            payments.get_by_key("demo", "k:none"),
            payments.list_by_keys("demo", ["k:a", "k:b"]),
            payments.list_by_ids("demo", [stored["_id"], "none"]),
            payments.update_step("demo", stored["_id"], 99, {"$set": {"version": 9}}),
            imports.get_contents("demo", ["a", "b"]),
        ],
        "payment_events": [
            history.oldest_seq("demo"),
            history.list_after("demo", 100, 10),
            history.list_before("demo", 100, 10),
        ],
        "tenant_sequences": [history.latest_seq("demo")],
        "payment_methods": [
            methods.list_all("demo"),
            methods.is_active("demo", "none"),
            methods.update("demo", "cash", "Cash", active=True, now=datetime.now(UTC)),
        ],
        "tenants": [TenantRepository(database).get("demo")],
        "payment_imports": [imports.get("demo", "imp_none")],
    }
    for collection, questions in asked.items():
        for question in questions:
            async with watching(database) as watched:
                await question
            assert watched.of(collection), question
            assert (watched.scans(), watched.sorts()) == ([], []), question
            assert all(seen.get("docsExamined", 0) <= 10 for seen in watched), question


async def test_the_profiler_sees_a_scan(api: Any) -> None:
    async with watching(api.database) as watched:
        await api.database["payments"].find({"description": "x"}).sort("version").to_list()
    seen = watched.of("payments")
    assert len(seen.scans()) == len(seen.sorts()) == len(seen.whole_sorts()) == 1
