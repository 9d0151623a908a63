"""What members are told of customers and payments, once each, and the marks they make."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from cashbeat.core.settings import load_settings
from cashbeat.embedded import DatabaseAddresses
from cashbeat.notification import happening, writer
from cashbeat.projector.cli import projecting

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("worker")]

PATH = "/api/notifications"
BERLIN = ZoneInfo("Europe/Berlin")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worker(api: Any, mongo_uri: str, redis_url: str) -> AsyncIterator[None]:
    settings = load_settings(
        _env_file=None, environment="test", mongo_database=api.database.name, demo=False
    )
    async with projecting(settings, DatabaseAddresses(mongo_uri, redis_url)):
        yield


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def _nothing_told(api: Any) -> None:
    await settled(api)
    for name in ("notifications", "notification_days", "notification_preferences"):
        await api.database[name].delete_many({})


def day(ago: int) -> str:
    return (datetime.now(BERLIN).date() - timedelta(days=ago)).isoformat()


async def settled(api: Any) -> None:
    """Wait until every payment was seen and nobody is stale."""
    async with asyncio.timeout(20):
        while True:
            await asyncio.sleep(0.05)
            steps = 0
            async for payment in api.database["payments"].find({}, {"version": 1}):
                steps += payment["version"]
            seen = await api.database["tenant_sequences"].find_one({"_id": "demo"}) or {"seq": 0}
            stale = await api.database["customers"].find_one({"stale": {"$exists": True}})
            if seen["seq"] >= steps and stale is None:
                return


async def new_customer(api: Any, name: str = "Ada", **fields: Any) -> str:
    made = await api.http.post("/api/customers", json={"name": name} | fields)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def told(api: Any, headers: dict[str, str] | None = None, **params: Any) -> list[Any]:
    answer = await api.http.get(PATH, params=params, headers=headers)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def unread(api: Any, headers: dict[str, str] | None = None) -> int:
    return int((await api.http.get(f"{PATH}/unread", headers=headers)).json()["unread"])


async def mark(api: Any, headers: dict[str, str] | None = None, **body: Any) -> dict[str, Any]:
    answer = await api.http.post(f"{PATH}/mark", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_a_customer_its_payments_and_its_refunds_are_told_of(api: Any) -> None:
    one = await new_customer(api, "Ada Ltd", outstandingAmount=500)
    await settled(api)
    (added,) = await told(api)
    assert (added["type"], added["customerId"], added["customerName"]) == (
        "customer_added",
        one,
        "Ada Ltd",
    )
    assert added["amounts"] == [{"amount": 500.0, "currency": "EUR"}]
    paid = (await api.pay(customerId=one, amount=120, status="completed")).json()["id"]
    await settled(api)
    await api.pay(customerId=one, amount=30.5, status="completed")
    await api.pay(amount=1, status="completed")
    await api.pay(customerId="nobody", amount=1, status="completed")
    await settled(api)
    received = (await told(api, type="payment_received"))[0]
    assert (received["count"], received["amounts"][0]["amount"]) == (2, 150.5)
    await api.step(paid, "refund", amount=20)
    await settled(api)
    (refunded,) = await told(api, type="payment_refunded")
    assert (refunded["amounts"][0]["amount"], refunded["paymentId"]) == (20, paid)
    assert [each["type"] for each in await told(api)][-1] == "customer_added"


async def test_what_joins_a_notification_makes_it_unread_again(api: Any) -> None:
    one = await new_customer(api, outstandingAmount=50)
    await api.pay(customerId=one, amount=1, status="completed")
    await settled(api)
    assert (await mark(api, all=True, archived=True))["unread"] == 0
    assert await told(api) == []
    await api.pay(customerId=one, amount=2, status="completed")
    await settled(api)
    (again,) = await told(api, state="unread")
    assert (again["count"], again["amounts"][0]["amount"]) == (2, 3)


async def test_a_due_date_is_told_once_whatever_happens_then(api: Any) -> None:
    one = await new_customer(api)
    path = f"/api/customers/{one}/charges"
    body = {"amount": 80, "dueDate": day(3), "issuedOn": day(20)}
    assert (await api.http.post(path, json=body)).status_code == 201
    await settled(api)
    (overdue,) = await told(api, type="payment_overdue")
    assert (overdue["dueDate"], overdue["amounts"][0]["amount"]) == (day(3), 80)
    assert (await mark(api, all=True, read=True))["unread"] == 0
    paid = (await api.pay(customerId=one, amount=80, status="completed")).json()["id"]
    await settled(api)
    await api.step(paid, "refund")
    await settled(api)
    (still,) = await told(api, type="payment_overdue")
    assert (still["read"], still["count"]) == (True, 1)


async def test_history_that_is_recorded_late_is_no_news(api: Any) -> None:
    opened = (datetime.now(UTC) - timedelta(days=90)).isoformat()
    one = await new_customer(api, openedAt=opened, outstandingAmount=500)
    await settled(api)
    long_ago = (datetime.now(UTC) - timedelta(days=40)).isoformat()
    await api.pay(customerId=one, amount=5, status="completed", createdAt=long_ago)
    await settled(api)
    assert await told(api, type="payment_received") == []


async def test_of_very_many_customers_one_notification_tells(
    api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = dict(happening.MOST_A_DAY) | {"customer_added": 3}
    monkeypatch.setattr(writer, "MOST_A_DAY", few)
    for number in range(8):
        await new_customer(api, f"Customer {number}", outstandingAmount=10)
    await settled(api)
    found = await told(api, type="customer_added")
    assert sorted(each["count"] for each in found) == [1, 1, 1, 5]
    (joint,) = [each for each in found if each["customerId"] is None]
    assert joint["amounts"] == [{"amount": 50.0, "currency": "EUR"}]


async def test_everybody_has_marks_of_their_own_and_a_moment_bounds_all(api: Any) -> None:
    other = await api.sign_in("viewer")
    one = await new_customer(api, "First", outstandingAmount=10)
    await settled(api)
    assert (await unread(api), await unread(api, other)) == (1, 1)
    until = (await told(api))[0]["at"]
    await new_customer(api, "Second", outstandingAmount=10)
    await settled(api)
    assert await mark(api, all=True, until=until, read=True) == {"changed": 1, "unread": 1}
    assert (await unread(api), await unread(api, other)) == (1, 2)
    first = next(each for each in await told(api) if each["customerId"] == one)
    assert await mark(api, ids=[first["id"]], read=False) == {"changed": 1, "unread": 2}
    assert (await mark(api, ids=[first["id"], "unknown"], read=False))["changed"] == 0
    assert (await mark(api, ids=[first["id"]], archived=True))["unread"] == 1
    assert [each["id"] for each in await told(api, state="archived")] == [first["id"]]
    assert (await mark(api, ids=[first["id"]], archived=False))["unread"] == 1
    assert await unread(api, other) == 2


async def test_pages_follow_each_other_without_a_gap(api: Any) -> None:
    for number in range(7):
        await new_customer(api, f"Customer {number}")
    await settled(api)
    found: list[str] = []
    cursor = None
    while True:
        params = {"limit": 3} | ({} if cursor is None else {"cursor": cursor})
        page = (await api.http.get(PATH, params=params)).json()
        found += [each["id"] for each in page["items"]]
        assert page["unread"] == 7
        cursor = page["nextCursor"]
        if cursor is None:
            break
    assert len(found) == len(set(found)) == 7
    wrong = await api.http.get(PATH, params={"limit": 3, "cursor": "x", "state": "later"})
    fields = {each["field"] for each in wrong.json()["errors"]}
    assert (wrong.status_code, fields) == (422, {"query.cursor", "query.state"})


async def test_a_type_that_is_not_wanted_does_not_come(api: Any) -> None:
    path = f"{PATH}/preferences"
    before = (await api.http.get(path)).json()["items"]
    assert {(each["inApp"], each["email"]) for each in before} == {(True, False)}
    change = {"items": [{"type": "customer_added", "inApp": False, "email": True}]}
    after = (await api.http.patch(path, json=change)).json()["items"]
    assert after == [
        each | ({"inApp": False, "email": True} if each["type"] == "customer_added" else {})
        for each in before
    ]
    await new_customer(api)
    await settled(api)
    assert await told(api) == []
    assert len(await told(api, await api.sign_in("agent"))) == 0, "a member of later is told later"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"ids": ["x"]},
        {"ids": ["x"], "all": True, "read": True},
        {"ids": ["x"], "read": True, "until": "2026-01-01T00:00:00Z"},
        {"all": True, "read": "yes"},
    ],
)
async def test_marks_that_make_no_sense_are_refused(api: Any, body: dict[str, Any]) -> None:
    assert (await api.http.post(f"{PATH}/mark", json=body)).status_code == 422
