"""What the whole application puts between strangers and its routes."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from cashbeat.bootstrap import Application
from cashbeat.core.security_headers import HEADERS
from cashbeat.core.settings import Settings
from cashbeat.embedded import DatabaseAddresses

LISTED = "https://shop.example"
LIMITS = ("ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "ratelimit-policy")


class Perimeter:
    """The application as it is served, with small limits."""

    def __init__(self, http: httpx.AsyncClient, owner: dict[str, str]) -> None:
        self.http = http
        self.owner = owner


@pytest.fixture
async def perimeter(
    settings: Settings,
    mongo_uri: str,
    redis_url: str,
    owner_of: Callable[[Any], Awaitable[dict[str, str]]],
) -> AsyncIterator[Perimeter]:
    small = {"rate_limit_user": 6, "rate_limit_key": 8, "rate_limit_address": 4}
    changed = settings.model_copy(update=small | {"allowed_origins": (LISTED,)})
    application = Application(changed, DatabaseAddresses(mongo_uri, redis_url))
    transport = httpx.ASGITransport(application.asgi)
    async with (
        application.app.router.lifespan_context(application.app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as http,
    ):
        yield Perimeter(http, await owner_of(application))


async def test_every_answer_has_the_security_headers(perimeter: Perimeter) -> None:
    http = perimeter.http
    answers = [
        await http.get("/api/organisation", headers=perimeter.owner),
        await http.get("/api/payments"),
        await http.get("/api/nothing"),
        await http.delete("/api/payments"),
        await http.post("/api/auth/login", content=b"{"),
        await http.get("/health/live"),
        await http.head("/health/live"),
        await http.get("/socket.io/?EIO=4"),
        await http.get("/api/openapi.json"),
        await http.post("/api/payments", headers={"Origin": "http://evil.example"}),
        await http.get("/api/payments", headers={"Host": "evil.example"}),
        await http.options("/api/payments", headers={"Origin": LISTED}),
    ]
    assert {answer.status_code for answer in answers} >= {200, 400, 401, 403, 404, 405, 421}
    for answer in answers:
        for name in HEADERS:
            assert answer.headers.get_list(name), (answer.request.url, name)
            assert len(answer.headers.get_list(name)) == 1


async def test_a_person_is_told_what_is_left_and_stopped(perimeter: Perimeter) -> None:
    for left in reversed(range(6)):
        answer = await perimeter.http.get("/api/payment-methods", headers=perimeter.owner)
        assert (answer.status_code, answer.headers["ratelimit-remaining"]) == (200, str(left))
        assert answer.headers["ratelimit-policy"] == "6;w=60"
    answer = await perimeter.http.get("/api/nothing-here", headers=perimeter.owner)
    assert "ratelimit-limit" not in answer.headers
    answer = await perimeter.http.get("/api/payment-methods", headers=perimeter.owner)
    assert (answer.status_code, answer.json()["code"]) == (429, "rate_limited")
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert all(name in answer.headers for name in LIMITS)
    assert answer.headers["x-request-id"] == answer.json()["requestId"]


async def test_what_is_refused_counts_too(perimeter: Perimeter) -> None:
    bad = await perimeter.http.post("/api/payments", headers=perimeter.owner, json={})
    assert (bad.status_code, bad.headers["ratelimit-remaining"]) == (422, "5")
    foreign = perimeter.owner | {"X-Tenant-Id": "another"}
    absent = await perimeter.http.get("/api/payments", headers=foreign)
    assert (absent.status_code, absent.headers["ratelimit-remaining"]) == (404, "4")


async def test_strangers_are_counted_by_address(perimeter: Perimeter) -> None:
    asked = [
        await perimeter.http.get("/api/payments"),
        await perimeter.http.get("/api/payments", headers={"Authorization": "Bearer nonsense"}),
        await perimeter.http.get("/api/payments", headers={"Authorization": "Bearer cbk_x"}),
        await perimeter.http.post("/api/auth/login", json={}),
        await perimeter.http.post("/api/auth/login", json={}),
        await perimeter.http.get("/api/payments"),
    ]
    assert [answer.status_code for answer in asked] == [401, 401, 401, 422, 429, 429]
    assert [answer.headers["ratelimit-remaining"] for answer in asked[:4]] == list("3210")
    assert all(name in answer.headers for answer in asked for name in LIMITS)
    signed_in = await perimeter.http.get("/api/payments", headers=perimeter.owner)
    assert signed_in.status_code == 200


@pytest.mark.asyncio(loop_scope="module")
async def test_guessing_a_password_gets_slower(api: Any) -> None:
    wrong = {"email": "nobody@example.com", "password": "not this one"}
    answers = [await api.http.post("/api/auth/login", json=wrong) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert answers[-1].json()["code"] == "too_many_attempts"
    assert int(answers[-1].headers["retry-after"]) in {14, 15}


async def test_a_listed_origin_reads_refusals_too(perimeter: Perimeter) -> None:
    for path in ("/api/payments", "/api/nothing", "/health/live"):
        answer = await perimeter.http.get(path, headers={"Origin": LISTED})
        assert answer.headers["access-control-allow-origin"] == LISTED
        assert "access-control-allow-credentials" not in answer.headers
        other = await perimeter.http.get(path, headers={"Origin": "null"})
        assert "access-control-allow-origin" not in other.headers
