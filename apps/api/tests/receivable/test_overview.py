"""The overview over HTTP: it says what the list of customers says, and what was so on past days."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from cashbeat.core.settings import load_settings
from cashbeat.embedded import DatabaseAddresses
from cashbeat.projector.cli import projecting

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("worker")]

PATH = "/api/receivables/overview"
BERLIN = ZoneInfo("Europe/Berlin")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worker(api: Any, mongo_uri: str, redis_url: str) -> AsyncIterator[None]:
    settings = load_settings(
        _env_file=None, environment="test", mongo_database=api.database.name, demo=False
    )
    async with projecting(settings, DatabaseAddresses(mongo_uri, redis_url)):
        yield


def day(ago: int) -> str:
    return (datetime.now(BERLIN).date() - timedelta(days=ago)).isoformat()


async def settled(api: Any) -> None:
    async with asyncio.timeout(20):
        while True:
            await asyncio.sleep(0.05)
            paid = await api.database["payments"].count_documents({})
            seen = await api.database["tenant_sequences"].find_one({"_id": "demo"}) or {"seq": 0}
            stale = await api.database["customers"].find_one({"stale": {"$exists": True}})
            if seen["seq"] >= paid and stale is None:
                return


async def owing(api: Any, charged: list[tuple[int, int, float]]) -> str:
    """A customer with charges: issued and due so many days ago, of so much."""
    opened = (datetime.now(UTC) - timedelta(days=200)).isoformat()
    made = await api.http.post("/api/customers", json={"name": "Ada", "openedAt": opened})
    assert made.status_code == 201, made.text
    customer_id = made.json()["id"]
    for issued, due, amount in charged:
        body = {"amount": amount, "issuedOn": day(issued), "dueDate": day(due)}
        answer = await api.http.post(f"/api/customers/{customer_id}/charges", json=body)
        assert answer.status_code == 201, answer.text
    return str(customer_id)


async def test_it_says_what_is_owed_now_and_what_was_owed_then(api: Any) -> None:
    one = await owing(api, [(100, 70, 500.0), (20, -10, 120.5)])
    two = await owing(api, [(40, 10, 80.0)])
    paid_at = (datetime.now(UTC) - timedelta(days=30)).isoformat()
    await api.pay(customerId=one, amount=200, status="completed", createdAt=paid_at)
    await api.pay(customerId=two, amount=100, status="completed")
    await settled(api)
    found = (await api.http.get(PATH)).json()
    assert [(each["name"], each["amount"], each["charges"]) for each in found["ageing"]] == [
        ("current", 120.5, 1),
        ("1-30", 0, 0),
        ("31-60", 0, 0),
        ("61-90", 300, 1),
        ("90+", 0, 0),
    ]
    assert (found["outstanding"], found["overdue"], found["credit"]) == (420.5, 300, 20)
    assert (found["asOf"], found["currencies"]) == (day(0), ["EUR"])
    listed = (await api.http.get("/api/customers")).json()["items"]
    total = sum(Decimal(str(each["outstandingAmount"])) for each in listed)
    assert total == Decimal("420.5")
    then = (await api.http.get(PATH, params={"asOf": day(31)})).json()
    assert (then["outstanding"], then["overdue"]) == (580, 500)
    await api.http.delete(f"/api/customers/{two}")
    await settled(api)
    assert (await api.http.get(PATH)).json()["credit"] == 0
    assert (await api.http.get(PATH, params={"asOf": day(31)})).json()["outstanding"] == 500


async def test_a_day_that_has_not_come_and_an_unknown_currency_are_refused(api: Any) -> None:
    params = {"asOf": day(-1), "currency": "EUX"}
    answer = await api.http.get(PATH, params=params)
    assert answer.status_code == 422
    faults = {(each["field"], each["code"]) for each in answer.json()["errors"]}
    assert faults == {("query.asOf", "in_the_future"), ("query.currency", "unknown_currency")}
    empty = (await api.http.get(PATH, params={"currency": "JPY"})).json()
    assert (empty["outstanding"], empty["daysSalesOutstanding"]) == (0, None)
