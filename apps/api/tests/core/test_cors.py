"""CORS: exactly the listed origins may read answers; nobody else hears of it."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from cashbeat.core.cors import Cors

LISTED = "https://shop.example"
OTHERS = [
    "null",
    "",
    "*",
    "http://shop.example",
    "https://shop.example:444",
    "https://shop.example.evil.example",
    "https://evil-shop.example",
    "https://a.shop.example",
    "https://shop.example/",
    "https://SHOP.example",
    "https://shop.example, https://evil.example",
    "https://shop.example\tx",
]


def client_of(*origins: str) -> httpx.AsyncClient:
    async def answer(_: Request) -> Response:
        return PlainTextResponse("done", headers={"Vary": "Accept"})

    routes = [Route("/thing", answer, methods=["GET", "POST", "OPTIONS"])]
    app = Cors(Starlette(routes=routes), frozenset(origins))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost")


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(LISTED, "https://other.example") as client:
        yield client


def cors_of(answer: httpx.Response) -> dict[str, str]:
    return {
        name: value for name, value in answer.headers.items() if name.startswith("access-control")
    }


def preflight(origin: str) -> dict[str, str]:
    return {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }


@pytest.mark.parametrize("path", ["/thing", "/nothing"])
async def test_a_listed_origin_may_read(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path, headers={"Origin": LISTED})
    told = cors_of(answer)
    assert told.pop("access-control-allow-origin") == LISTED
    assert {name.strip() for name in told.pop("access-control-expose-headers").split(",")} == {
        "X-Request-Id",
        "RateLimit-Limit",
        "RateLimit-Remaining",
        "RateLimit-Reset",
        "RateLimit-Policy",
        "Retry-After",
        "X-Total-Count",
        "ETag",
        "Idempotent-Replayed",
    }
    assert told == {}
    assert "Origin" in answer.headers["vary"]


async def test_a_listed_origin_is_told_what_it_may_send(http: httpx.AsyncClient) -> None:
    answer = await http.options("/anything", headers=preflight(LISTED))
    assert (answer.status_code, answer.content) == (204, b"")
    told = cors_of(answer)
    assert told["access-control-allow-origin"] == LISTED
    assert {name.strip() for name in told["access-control-allow-headers"].split(",")} == {
        "Authorization",
        "Content-Type",
        "Idempotency-Key",
        "X-Tenant-Id",
        "X-Change-Reason",
        "If-None-Match",
        "X-Invitation-Token",
    }
    assert "PATCH" in told["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in told
    assert "*" not in "".join(told.values())
    assert answer.headers["vary"].startswith("Origin")


@pytest.mark.parametrize("origin", OTHERS)
async def test_nobody_else_hears_anything(http: httpx.AsyncClient, origin: str) -> None:
    for answer in (
        await http.get("/thing", headers={"Origin": origin}),
        await http.options("/thing", headers=preflight(origin)),
    ):
        assert cors_of(answer) == {}
        assert answer.headers["vary"] == "Accept, Origin"


async def test_two_origins_are_none(http: httpx.AsyncClient) -> None:
    twice = [("Origin", LISTED), ("Origin", "https://evil.example")]
    assert cors_of(await http.get("/thing", headers=twice)) == {}


async def test_a_program_hears_nothing_but_caches_are_warned(http: httpx.AsyncClient) -> None:
    answer = await http.get("/thing")
    assert cors_of(answer) == {}
    assert answer.headers["vary"] == "Accept, Origin"


async def test_without_a_list_there_is_no_cors_at_all() -> None:
    async with client_of() as http:
        for origin in (LISTED, "null", "http://localhost"):
            answer = await http.options("/thing", headers=preflight(origin))
            assert cors_of(answer) == {}
            assert answer.headers["vary"] == "Accept"


async def test_options_without_a_preflight_reaches_the_application(
    http: httpx.AsyncClient,
) -> None:
    answer = await http.options("/thing", headers={"Origin": LISTED})
    assert (answer.status_code, answer.text) == (200, "done")
