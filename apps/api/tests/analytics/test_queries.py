"""Every query of analytics is answered by an index, without a sort in memory."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cashbeat.payment.counting import counting_pipeline
from cashbeat.payment.filter import PaymentFilter
from cashbeat.payment.sizing import customer_pipeline
from cashbeat.rollup.repository import range_query
from cashbeat.tenant.tenant import Tenant

START = datetime(2026, 3, 1, tzinfo=UTC)
SPANS = [(START + timedelta(days=day), START + timedelta(days=day, hours=9)) for day in (0, 3, 11)]


@pytest.fixture
async def filled(ledger: Any) -> Any:
    dice = random.Random(7)
    for tenant_id in ("ours", "theirs"):
        tenant = Tenant(tenant_id, tenant_id, "UTC", "EUR")
        payments = [
            ledger.lived(
                tenant_id,
                dice,
                START + timedelta(seconds=dice.randrange(20 * 86_400)),
                dice.choice(["EUR", "USD"]),
            )
            for _ in range(400)
        ]
        await ledger.put(tenant, payments, START + timedelta(hours=1), dice)
    return ledger.database


def stages(plan: Any) -> Iterator[dict[str, Any]]:
    """Every stage of an explained plan, however deep."""
    if isinstance(plan, dict):
        if "stage" in plan:
            yield plan
        for inner in plan.values():
            yield from stages(inner)
    elif isinstance(plan, list):
        for inner in plan:
            yield from stages(inner)


def assert_indexed(explained: dict[str, Any], index: str, examined_at_most: int) -> None:
    winning = list(stages(explained["queryPlanner"]["winningPlan"]))
    assert {s["indexName"] for s in winning if s["stage"] == "IXSCAN"} == {index}
    assert not {s["stage"] for s in winning} & {"COLLSCAN", "SORT"}
    assert explained["executionStats"]["totalDocsExamined"] <= examined_at_most


@pytest.mark.parametrize("collection", ["rollup_minutes", "rollup_quarters", "rollup_days"])
@pytest.mark.parametrize("spans", [SPANS[:1], SPANS])
async def test_rollups_are_found_by_range(filled: Any, collection: str, spans: Any) -> None:
    query = range_query("ours", "EUR", spans)
    explained = await filled[collection].find(query).explain()
    found = await filled[collection].count_documents(query)
    assert found or collection == "rollup_minutes"
    assert_indexed(explained, "range", found)


async def test_ragged_edges_are_found_by_time(filled: Any) -> None:
    pipeline = counting_pipeline("ours", "EUR", START, START + timedelta(hours=6))
    explained = await filled.command(
        "explain",
        {"aggregate": "payments", "pipeline": pipeline, "cursor": {}},
        verbosity="executionStats",
    )
    of_all = await filled["payments"].count_documents(
        {"tenantId": "ours", "createdAt": {"$lt": START + timedelta(hours=6)}}
    )
    cursor = explained["stages"][0]["$cursor"] if "stages" in explained else explained
    assert_indexed(cursor, "newest", of_all)


@pytest.mark.parametrize(
    ("chosen", "index"),
    [
        ({}, "newest"),
        ({"statuses": ("failed",)}, "by_status"),
        ({"methods": ("upi",)}, "by_method"),
    ],
)
async def test_sums_by_customer_and_amount_read_no_more_than_their_span(
    filled: Any, chosen: Any, index: str
) -> None:
    end = START + timedelta(hours=6)
    wanted = PaymentFilter(created_from=START, created_to=end, currency="EUR", **chosen)
    explained = await filled.command(
        "explain",
        {"aggregate": "payments", "pipeline": customer_pipeline("ours", wanted), "cursor": {}},
        verbosity="executionStats",
    )
    of_all = await filled["payments"].count_documents(
        PaymentFilter(created_from=START, created_to=end, **chosen).query("ours")
    )
    cursor = explained["stages"][0]["$cursor"] if "stages" in explained else explained
    assert_indexed(cursor, index, of_all)
