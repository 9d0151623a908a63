"""A tile, a chart, the list behind it, the CSV and the rollups are the same number.

Through the public API alone, with a real projector between the payments and the figures.
"""

import asyncio
import csv
import io
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import httpx
import pytest

from cashbeat.bootstrap import Application
from cashbeat.core.settings import Settings
from cashbeat.embedded import DatabaseAddresses
from cashbeat.payment import listing
from cashbeat.projector.cli import projecting

COUNTED = (10_000, 1)
"""Totals are counted one by one, then taken from rollups."""

START = datetime.now(UTC).replace(microsecond=0) - timedelta(days=40)


@pytest.fixture
async def http(settings: Settings, owner_of: Any) -> AsyncIterator[httpx.AsyncClient]:
    """The API with a projector behind it."""
    assert settings.mongodb_uri is not None
    assert settings.redis_url is not None
    addresses = DatabaseAddresses(
        settings.mongodb_uri.get_secret_value(), settings.redis_url.get_secret_value()
    )
    application = Application(settings, addresses)
    app = application.app
    async with (
        app.router.lifespan_context(app),
        projecting(settings, addresses),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://api") as client,
    ):
        client.headers.update(await owner_of(application))
        yield client


async def _live(http: httpx.AsyncClient, dice: random.Random, payments: int) -> None:
    items = [
        {
            "amount": dice.randrange(1, 100_000) / 100,
            "currency": dice.choice(["EUR", "EUR", "USD"]),
            "method": dice.choice(["card", "cash", "upi"]),
            "status": dice.choice(["pending", "completed", "completed", "failed"]),
            "createdAt": (START + timedelta(seconds=dice.randrange(86_400 * 39))).isoformat(),
        }
        for _ in range(payments)
    ]
    for item in items:
        if item["status"] == "failed":
            item["failureCode"] = "card_declined"
    made = (await http.post("/api/payments/batch", json={"items": items})).json()
    assert made["created"] == payments
    for outcome in made["items"]:
        payment = outcome["payment"]
        path = f"/api/payments/{payment['id']}"
        match payment["status"], dice.random() < 0.5:
            case "pending", True:
                await http.post(path + "/complete", json={})
            case "failed", True:
                await http.post(path + "/retry", json={})
            case "completed", True:
                body = {"amount": 0.01} if dice.random() < 0.5 else {}
                await http.post(path + "/refund", json=body)


async def _settled(http: httpx.AsyncClient) -> None:
    """Wait until the feed has every step, and its last one is in the figures."""
    latest, still = -1, 0
    async with asyncio.timeout(30):
        while still < 3:
            page = (await http.get("/api/payments/events", params={"limit": 1})).json()
            still = still + 1 if page["latestSeq"] == latest else 0
            latest = page["latestSeq"]
            await asyncio.sleep(0.4)
    assert latest > 0


def _ranges(dice: random.Random) -> list[dict[str, str]]:
    spans: list[dict[str, str]] = []
    for zone in ("Europe/Berlin", "America/New_York", "Asia/Kathmandu"):
        first = START + timedelta(milliseconds=dice.randrange(86_400_000 * 10))
        last = first + timedelta(milliseconds=dice.randrange(86_400_000, 86_400_000 * 29))
        spans.append({"from": first.isoformat(), "to": last.isoformat(), "tz": zone})
    return spans


async def test_tile_chart_list_and_csv_are_one_number(
    http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(11)
    await _live(http, dice, 300)
    await _settled(http)
    seen = 0
    for counted, span in product(COUNTED, _ranges(dice)):
        monkeypatch.setattr(listing, "COUNTED", counted)
        for more in ({}, {"method": "card"}, {"status": "completed"}):
            asked = span | {"currency": "EUR"} | more
            tile = (await http.get("/api/analytics/metrics", params=asked)).json()
            for period in ("day", "week", "month"):
                chart = (
                    await http.get("/api/analytics/trends", params=asked | {"period": period})
                ).json()
                assert sum(point["count"] for point in chart) == tile["count"]
                volume = sum(Decimal(str(point["amount"])) for point in chart)
                assert volume == Decimal(str(tile["totalVolume"]))
            page = await _page(http, asked)
            assert (page["total"], page["totalIsExact"]) == (tile["count"], True)
            rows = await _csv(http, asked)
            assert len(rows) == tile["count"]
            assert _volume(rows) == Decimal(str(tile["totalVolume"]))
            refunded = sum((Decimal(row["refundedAmount"]) for row in rows), Decimal(0))
            assert refunded == Decimal(str(tile["refundedVolume"]))
            seen += tile["count"]
        every = span | {"status": "completed"}
        page = await _page(http, every)
        assert page["total"] == len(await _csv(http, every)) > 0
    assert seen > 100


async def test_the_payments_that_a_tile_opens_make_its_figure(
    http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the tiles link to: succeeded payments, failed ones, those with any refund."""
    dice = random.Random(12)
    await _live(http, dice, 200)
    await _settled(http)
    partly = 0
    for counted, span in product(COUNTED, _ranges(dice)):
        monkeypatch.setattr(listing, "COUNTED", counted)
        for more in ({}, {"method": "card"}):
            asked = span | {"currency": "EUR"} | more
            tile = (await http.get("/api/analytics/metrics", params=asked)).json()

            succeeded = asked | {"status": ["completed", "refunded"]}
            rows = await _csv(http, succeeded)
            volume = sum((Decimal(row["amount"]) for row in rows), Decimal(0))
            assert volume == Decimal(str(tile["totalVolume"]))
            assert len(rows) == tile["completedCount"] + tile["refundedCount"] > 0
            average = Decimal(str(tile["averageAmount"]))
            assert abs(volume / len(rows) - average) <= Decimal("0.005")
            page = await _page(http, succeeded)
            assert (page["total"], page["totalIsExact"]) == (len(rows), True)

            page = await _page(http, asked | {"status": "failed"})
            assert (page["total"], page["totalIsExact"]) == (tile["failedCount"], True)

            with_refunds = asked | {"refunded": "true"}
            rows = await _csv(http, with_refunds)
            given_back = [Decimal(row["refundedAmount"]) for row in rows]
            assert sum(given_back, Decimal(0)) == Decimal(str(tile["refundedVolume"]))
            assert all(part > 0 for part in given_back)
            wholly = [row for row in rows if row["status"] == "refunded"]
            assert len(wholly) == tile["refundedCount"]
            partly += len(rows) - len(wholly)
            page = await _page(http, with_refunds)
            assert page["totalIsExact"] or (counted == 1 and page["total"] <= len(rows))
            assert page["total"] == len(rows) or not page["totalIsExact"]
    assert partly > 0, "no partial refund: the tile's old link would have passed"


async def _page(http: httpx.AsyncClient, asked: dict[str, Any]) -> Any:
    """The list has no days, and so no zone."""
    filters = {name: value for name, value in asked.items() if name != "tz"}
    return (await http.get("/api/payments", params=filters | {"limit": "1"})).json()


async def _csv(http: httpx.AsyncClient, asked: dict[str, Any]) -> list[dict[str, Any]]:
    answer = await http.get("/api/payments.csv", params=asked)
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert answer.headers["X-Total-Count"] == str(len(rows))
    return rows


def _volume(rows: list[dict[str, Any]]) -> Decimal:
    succeeded = [row for row in rows if row["status"] in {"completed", "refunded"}]
    return sum((Decimal(row["amount"]) for row in succeeded), Decimal(0))
