"""`/api/analytics` over HTTP, on a real MongoDB and a real Redis."""

import csv
import io
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from cashbeat.analytics.endpoints import build_router
from cashbeat.core.http import install
from cashbeat.core.rate_limit import RateLimits
from cashbeat.core.redis import RedisHint
from cashbeat.core.settings import load_settings
from cashbeat.rollup.version import version_key
from cashbeat.tenant.tenant import Tenant

TENANTS = {
    "ours": Tenant("ours", "Ours", "Europe/Kyiv", "EUR"),
    "theirs": Tenant("theirs", "Theirs", "Europe/Kyiv", "EUR"),
    "empty": Tenant("empty", "Empty", "Asia/Tokyo", "JPY"),
}
NOW = datetime(2026, 4, 15, 9, 20, tzinfo=UTC)


class Clock:
    """A present that tests move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


SETTINGS = load_settings(_env_file=None, environment="test")


async def put(ledger: Any, tenant_id: str, count: int, currency: str = "EUR") -> None:
    dice = random.Random(f"{tenant_id}{count}{currency}")
    payments = [
        ledger.lived(
            tenant_id, dice, NOW - timedelta(milliseconds=dice.randrange(28 * 86_400_000)), currency
        )
        for _ in range(count)
    ]
    await ledger.put(TENANTS[tenant_id], payments, NOW, dice)


@pytest.fixture
async def http(
    ledger: Any, redis: RedisHint, clock: Clock, one_tenant: Any
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an API in which the header names the tenant."""

    for tenant_id, count in (("ours", 40), ("theirs", 7)):
        await put(ledger, tenant_id, count)
        await redis.client.incr(version_key(tenant_id))
    access = one_tenant(lambda request: TENANTS[request.headers["x-tenant-id"]])
    app = FastAPI()
    install(app, SETTINGS, RateLimits(SETTINGS))
    app.include_router(build_router(ledger.service(redis, clock), access))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://api/api/analytics", headers={"x-tenant-id": "ours"}
    ) as client:
        yield client


async def test_metrics_answer_in_the_tenants_zone_and_currency(http: httpx.AsyncClient) -> None:
    answer = await http.get("/metrics")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["count"], body["currency"], body["timeZone"]) == (40, "EUR", "Europe/Kyiv")
    assert body["from"] == "2026-03-16T22:00:00.000Z"
    assert body["to"] == "2026-04-15T21:00:00.000Z"
    assert body["previous"]["to"] == "2026-03-16T10:15:00.000Z"  # 12:15 in Kyiv, in winter
    assert body["asOf"] == "2026-04-15T09:20:00.000Z"


async def test_trends_add_up_to_the_metrics(http: httpx.AsyncClient) -> None:
    metrics = (await http.get("/metrics")).json()
    for period in ("day", "week", "month", "hour"):
        span = {"from": metrics["from"], "to": metrics["to"], "period": period}
        points = (await http.get("/trends", params=span)).json()
        assert sum(point["count"] for point in points) == metrics["count"]
        assert round(sum(p["amount"] for p in points), 2) == metrics["totalVolume"]


async def test_a_tenant_sees_its_own_payments_only(http: httpx.AsyncClient) -> None:
    counts = {
        tenant_id: (await http.get("/metrics", headers={"x-tenant-id": tenant_id})).json()["count"]
        for tenant_id in TENANTS
    }
    assert counts == {"ours": 40, "theirs": 7, "empty": 0}


async def test_an_empty_tenant_gets_zeros_for_every_bucket(http: httpx.AsyncClient) -> None:
    of_empty = {"x-tenant-id": "empty"}
    metrics = (await http.get("/metrics", headers=of_empty)).json()
    assert (metrics["totalVolume"], metrics["topPaymentMethod"], metrics["currency"]) == (
        0,
        "",
        "JPY",
    )
    points = (await http.get("/trends", headers=of_empty)).json()
    assert len(points) == 30
    assert {point["count"] for point in points} == {0}


async def test_currencies_are_never_mixed(http: httpx.AsyncClient, ledger: Any) -> None:
    await put(ledger, "ours", 9, "JPY")
    for currency, count in (("EUR", 40), ("JPY", 9), ("USD", 0)):
        body = (await http.get("/metrics", params={"currency": currency})).json()
        assert (body["count"], body["currency"]) == (count, currency)


async def test_answers_are_revalidated_by_their_figures(
    http: httpx.AsyncClient, redis: RedisHint, ledger: Any, clock: Clock
) -> None:
    first = await http.get("/metrics")
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["x-cache"] == "miss"
    known = {"if-none-match": first.headers["etag"]}
    second = await http.get("/metrics", headers=known)
    assert (second.status_code, second.content, second.headers["x-cache"]) == (304, b"", "hit")
    assert second.headers["etag"] == first.headers["etag"]

    await redis.client.incr(version_key("ours"))
    clock.now += timedelta(minutes=2)
    unchanged = await http.get("/metrics", headers=known)
    assert (unchanged.status_code, unchanged.headers["x-cache"]) == (304, "miss")

    await put(ledger, "ours", 3)
    await redis.client.incr(version_key("ours"))
    changed = await http.get("/metrics", headers=known)
    assert (changed.status_code, changed.json()["count"]) == (200, 43)


async def test_a_kept_answer_is_told_until_the_version_is_raised(
    http: httpx.AsyncClient, redis: RedisHint, ledger: Any
) -> None:
    """The negative control of the cache: it does keep answers, and the version does free them."""
    assert (await http.get("/trends")).headers["x-cache"] == "miss"
    await put(ledger, "ours", 2)
    kept = await http.get("/trends")
    assert (kept.headers["x-cache"], sum(p["count"] for p in kept.json())) == ("hit", 40)
    await redis.client.incr(version_key("ours"))
    assert sum(p["count"] for p in (await http.get("/trends")).json()) == 42


async def test_a_bucket_is_complete_once_it_has_ended(
    http: httpx.AsyncClient, clock: Clock
) -> None:
    points = (await http.get("/trends")).json()
    assert [point["complete"] for point in points] == [True] * 29 + [False]
    span = {"from": points[0]["timestamp"], "to": points[-1]["end"]}
    clock.now += timedelta(days=1)
    later = (await http.get("/trends", params=span)).json()
    assert all(point["complete"] for point in later)


async def test_without_redis_answers_are_the_same(
    http: httpx.AsyncClient, ledger: Any, no_redis: RedisHint, clock: Clock, one_tenant: Any
) -> None:
    app = FastAPI()
    install(app, SETTINGS, RateLimits(SETTINGS))
    app.include_router(
        build_router(ledger.service(no_redis, clock), one_tenant(lambda _: TENANTS["ours"]))
    )
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://api/api/analytics"
    ) as bare:
        answer = await bare.get("/metrics")
    assert answer.headers["x-cache"] == "bypass"
    assert answer.content == (await http.get("/metrics")).content


async def test_bad_parameters_are_all_named(http: httpx.AsyncClient) -> None:
    wrong = {"from": "x", "tz": "Mars", "currency": "eur", "status": "paid", "period": "year"}
    answer = await http.get("/trends", params=wrong)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert {error["field"] for error in answer.json()["errors"]} == {
        f"query.{name}" for name in wrong
    }


async def test_a_grain_too_fine_is_refused_with_its_code(http: httpx.AsyncClient) -> None:
    span = {"from": "2020-01-01T00:00:00Z", "to": "2026-01-01T00:00:00Z", "period": "hour"}
    answer = await http.get("/trends", params=span)
    assert answer.status_code == 422
    assert [error["code"] for error in answer.json()["errors"]] == ["grain_too_fine"]


async def test_methods_and_statuses_may_be_several(http: httpx.AsyncClient) -> None:
    counts = [
        (await http.get("/metrics", params=filters)).json()["count"]
        for filters in (
            {"method": ["card", "upi", "bank_transfer"]},
            {"method": "card"},
            {"method": "upi"},
            {"method": "bank_transfer"},
            {"status": ["completed", "failed", "pending", "refunded"]},
            {"method": "cheque"},
        )
    ]
    assert counts[0] == counts[1] + counts[2] + counts[3] == counts[4] == 40
    assert counts[5] == 0


async def test_trends_as_csv_are_the_points_of_the_chart(http: httpx.AsyncClient) -> None:
    asked = {"period": "day", "compare": "week", "tz": "Europe/Kyiv"}
    points = (await http.get("/trends", params=asked)).json()
    answer = await http.get("/trends.csv", params=asked)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="trends.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer.headers["x-total-count"] == str(len(rows)) == str(len(points))
    assert rows[0]["timestamp"] == "2026-03-17T00:00:00.000+02:00"
    assert rows[-1]["timestamp"] == "2026-04-15T00:00:00.000+03:00"
    for row, point in zip(rows, points, strict=True):
        assert datetime.fromisoformat(row["timestamp"]) == datetime.fromisoformat(
            point["timestamp"]
        )
        for name in ("amount", "count", "successRate", "refundedVolume", "averageAmount"):
            assert float(row[name]) == point[name]
        assert row["currency"] == "EUR"
        assert row["complete"] == str(point["complete"]).lower()
        assert float(row["previousAmount"]) == point["previous"]["amount"]
        assert row["expectedVolumeLow"] == row["anomaly"] == ""


async def test_trends_as_csv_refuse_the_same_faults(http: httpx.AsyncClient) -> None:
    wrong = {"from": "x", "compare": "decade", "period": "minute"}
    answer = await http.get("/trends.csv", params=wrong)
    assert answer.status_code == 422
    assert {e["field"] for e in answer.json()["errors"]} == {f"query.{name}" for name in wrong}


async def test_tiles_are_compared_as_asked(http: httpx.AsyncClient) -> None:
    span = {"from": "2026-04-06T00:00:00+03:00", "to": "2026-04-13T00:00:00+03:00"}
    begins = {"previous": "03-29", "week": "03-29", "month": "03-05", "year": "04-05"}
    for compare, day in begins.items():
        body = (await http.get("/metrics", params=span | {"compare": compare})).json()
        assert body["previous"]["from"][5:10] == day
        assert sum(body["hours"]) == body["count"]
        points = (await http.get("/trends", params=span | {"compare": compare})).json()
        volume = sum(point["previous"]["amount"] for point in points)
        assert round(volume, 2) == body["previous"]["totalVolume"]
    assert all(p["previous"] is None for p in (await http.get("/trends", params=span)).json())
