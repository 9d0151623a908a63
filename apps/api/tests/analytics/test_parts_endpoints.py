"""`/api/analytics/breakdown` and `/explain` over HTTP, on a real MongoDB and a real Redis."""

import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from cashbeat.analytics.breakdown import endpoints as breakdowns
from cashbeat.analytics.breakdown.service import BreakdownService
from cashbeat.analytics.cache import AnswerCache
from cashbeat.analytics.explain import endpoints as explanations
from cashbeat.analytics.explain.service import ExplainService
from cashbeat.core.http import install
from cashbeat.core.rate_limit import RateLimits
from cashbeat.core.redis import RedisHint
from cashbeat.core.settings import load_settings
from cashbeat.payment.sizing import PaymentSums
from cashbeat.rollup.repository import RollupRepository
from cashbeat.rollup.version import version_key
from cashbeat.tenant.tenant import Tenant

NOW = datetime(2026, 4, 15, 9, 20, tzinfo=UTC)
SETTINGS = load_settings(_env_file=None, environment="test")
TENANTS = {name: Tenant(name, name, "Europe/Kyiv", "EUR") for name in ("ours", "theirs")}
PATHS = ("/breakdown", "/explain", "/explain?measure=success_rate")


async def put(ledger: Any, redis: RedisHint, tenant_id: str, count: int) -> None:
    dice = random.Random(f"{tenant_id}{count}")
    payments = [
        ledger.lived(
            tenant_id, dice, NOW - timedelta(seconds=dice.randrange(28 * 86_400)), currency
        )
        for currency in ("EUR", "JPY")
        for _ in range(count)
    ]
    await ledger.put(TENANTS[tenant_id], payments, NOW, dice)
    await redis.client.incr(version_key(tenant_id))


@pytest.fixture
async def http(ledger: Any, redis: RedisHint, one_tenant: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an API in which the header names the tenant."""
    for tenant_id, count in (("ours", 40), ("theirs", 7)):
        await put(ledger, redis, tenant_id, count)
    access = one_tenant(lambda request: TENANTS[request.headers["x-tenant-id"]])
    app, cache = FastAPI(), AnswerCache(redis, 60.0)
    install(app, SETTINGS, RateLimits(SETTINGS))
    reader, database = ledger.reader, ledger.database
    parts = BreakdownService(reader, cache, lambda: NOW)
    rollups, sums = RollupRepository(database), PaymentSums(database)
    explaining = ExplainService(reader, rollups, sums, cache, lambda: NOW)
    app.include_router(breakdowns.build_router(parts, access))
    app.include_router(explanations.build_router(explaining, access))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://api/api/analytics",
        headers={"x-tenant-id": "ours"},
    ) as client:
        yield client


@pytest.mark.parametrize("path", PATHS)
async def test_an_answer_is_kept_until_the_figures_change(
    http: httpx.AsyncClient, ledger: Any, redis: RedisHint, path: str
) -> None:
    first = await http.get(path)
    again = await http.get(path)
    assert (first.status_code, first.headers["x-cache"]) == (200, "miss")
    assert (again.headers["x-cache"], again.content) == ("hit", first.content)
    known = {"If-None-Match": first.headers["etag"]}
    same = await http.get(path, headers=known)
    assert (same.status_code, same.content) == (304, b"")
    theirs = await http.get(path, headers=known | {"x-tenant-id": "theirs"})
    assert (theirs.status_code, theirs.headers["x-cache"]) == (200, "miss")
    await put(ledger, redis, "ours", 9)
    changed = await http.get(path, headers=known)
    assert (changed.status_code, changed.headers["x-cache"]) == (200, "miss")
    assert changed.headers["etag"] != first.headers["etag"]


async def test_counts_without_a_currency_are_of_all_of_them(http: httpx.AsyncClient) -> None:
    found = (await http.get("/explain", params={"measure": "count"})).json()
    assert found["range"]["count"] == 80
    dimensions = {each["dimension"]: each for each in found["dimensions"]}
    assert [part["value"] for part in dimensions["currency"]["parts"]] == [40, 40]
    assert "ask for one currency" in dimensions["amount_band"]["omitted"]
    of_one = (await http.get("/explain", params={"measure": "count", "currency": "JPY"})).json()
    assert (of_one["range"]["count"], of_one["currency"]) == (40, "JPY")
    assert "currency" not in {each["dimension"] for each in of_one["dimensions"]}


async def test_the_file_is_the_breakdown_as_a_table(http: httpx.AsyncClient) -> None:
    found = (await http.get("/breakdown")).json()
    file = await http.get("/breakdown.csv")
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="breakdown.csv"' in file.headers["content-disposition"]
    lines = file.content.decode("utf-8-sig").splitlines()
    assert int(file.headers["x-total-count"]) == len(lines) - 1
    rows = [line.split(",") for line in lines if line.startswith("method,")]
    assert [(row[1], int(row[2]), float(row[4])) for row in rows] == [
        (part["key"], part["count"], part["amount"]) for part in found["methods"]
    ]
