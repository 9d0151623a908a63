"""Rate limits: as many a minute as promised, told in headers, counted cheaply and forgotten."""

import time
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from cashbeat.core.client_address import neighbourhood_of
from cashbeat.core.rate_limit import (
    AuthLimit,
    RateLimited,
    RateLimiter,
    RateLimits,
    RecentCounts,
    rate_headers,
)
from cashbeat.core.settings import load_settings


class Clock:
    """A clock that is put forward; begins in the middle of a minute."""

    def __init__(self) -> None:
        self.now = 1_700_000_010.0

    def __call__(self) -> float:
        return self.now


def limiter_of(clock: Clock, most: int = 100) -> tuple[RateLimiter, RecentCounts]:
    counts = RecentCounts(clock, most)
    return RateLimiter(counts), counts


async def test_so_many_and_no_more_and_each_bucket_for_itself() -> None:
    limiter, _ = limiter_of(Clock())
    told = [await limiter.hit("a", 3) for _ in range(4)]
    assert [(each.allowed, each.remaining) for each in told] == [
        (True, 2),
        (True, 1),
        (True, 0),
        (False, 0),
    ]
    assert (await limiter.hit("b", 3)).remaining == 2


async def test_a_burst_over_the_turn_of_the_minute_is_no_way_around() -> None:
    clock = Clock()
    limiter, _ = limiter_of(clock)
    clock.now = 1_700_000_039.0  # a second before the turn
    assert [(await limiter.hit("a", 10)).allowed for _ in range(10)] == [True] * 10
    clock.now += 2
    assert [(await limiter.hit("a", 10)).allowed for _ in range(5)] == [True] + [False] * 4
    clock.now += 29
    assert sum([(await limiter.hit("a", 10)).allowed for _ in range(10)]) in {4, 5}


async def test_refused_requests_do_not_count() -> None:
    clock = Clock()
    limiter, _ = limiter_of(clock)
    for _ in range(50):
        await limiter.hit("a", 2)
    clock.now += 120
    assert (await limiter.hit("a", 2)).remaining == 1


@given(
    limit=st.integers(1, 40),
    steps=st.lists(st.floats(0, 90), min_size=1, max_size=120),
    start=st.floats(0, 120),
)
async def test_who_waits_as_told_is_let_in_and_no_minute_has_twice_the_limit(
    limit: int, steps: list[float], start: float
) -> None:
    clock = Clock()
    clock.now += start
    limiter, _ = limiter_of(clock)
    passed: list[float] = []
    for step in steps:
        clock.now += step / 20
        verdict = await limiter.hit("a", limit)
        assert 0 <= verdict.remaining <= limit
        assert 1 <= verdict.reset_seconds <= 120
        if not verdict.allowed:
            clock.now += verdict.reset_seconds
            assert (await limiter.hit("a", limit)).allowed
        passed.append(clock.now)
        assert sum(at > clock.now - 60 for at in passed) < 2 * limit + 1


async def test_idle_buckets_leave_and_the_others_are_bounded() -> None:
    clock = Clock()
    limiter, counts = limiter_of(clock, most=100)
    for number in range(1_000):
        await limiter.hit(str(number), 5)
    assert counts.size == 100
    clock.now += 60
    await limiter.hit("new", 5)
    assert counts.size == 101
    clock.now += 60
    await limiter.hit("new", 5)
    assert counts.size == 2
    clock.now += 600
    await limiter.hit("new", 5)
    assert counts.size == 1


async def test_a_hit_costs_microseconds_among_many_buckets() -> None:
    limiter = RateLimiter()
    buckets = [f"user:usr_{number:020d}" for number in range(50_000)]
    for bucket in buckets:
        await limiter.hit(bucket, 1_200)
    rounds = []
    for _ in range(5):
        began = time.perf_counter()
        for bucket in buckets[:2_000]:
            await limiter.hit(bucket, 1_200)
        rounds.append((time.perf_counter() - began) / 2_000)
    assert min(rounds) < 30e-6


@pytest.mark.parametrize(
    ("address", "neighbourhood"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "-"),
        ("x" * 500, "x" * 64),
    ],
)
def test_one_ipv6_client_is_one_neighbourhood(address: str, neighbourhood: str) -> None:
    assert neighbourhood_of(address) == neighbourhood


def limits_of(**changes: Any) -> RateLimits:
    return RateLimits(load_settings(_env_file=None, **changes), RateLimiter(RecentCounts(Clock())))


async def test_people_keys_and_addresses_have_limits_of_their_own() -> None:
    limits = limits_of(rate_limit_user=2, rate_limit_key=3, rate_limit_address=1)
    scope: Scope = {"type": "http", "client": ("192.0.2.7", 1), "headers": []}
    request = Request(scope)
    for _ in range(2):
        await limits.of_user(request, "one")
    for _ in range(3):
        await limits.of_key(request, "one")
    await limits.of_user(request, "another")
    await limits.of_address(scope)
    with pytest.raises(RateLimited) as refused:
        await limits.of_user(request, "one")
    assert int(refused.value.headers["Retry-After"]) >= 1
    with pytest.raises(RateLimited):
        await limits.of_key(request, "one")
    with pytest.raises(RateLimited):
        await limits.of_address(scope)


def test_what_is_not_counted_tells_nothing() -> None:
    assert rate_headers({"type": "http"}) == []


async def test_the_door_is_limited_before_anything_is_read() -> None:
    async def ask(request: Request) -> Response:
        told = {name.decode(): value.decode() for name, value in rate_headers(request.scope)}
        return PlainTextResponse("done", headers=told)

    routes = [
        Route(path, ask, methods=["GET", "POST"]) for path in ("/api/auth/login", "/api/site")
    ]
    app = AuthLimit(Starlette(routes=routes), limits_of(rate_limit_address=2))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://localhost"
    ) as http:
        answer = await http.post("/api/auth/login")
        assert {name: answer.headers[f"ratelimit-{name}"] for name in ("limit", "remaining")} == {
            "limit": "2",
            "remaining": "1",
        }
        assert answer.headers["ratelimit-policy"] == "2;w=60"
        assert 1 <= int(answer.headers["ratelimit-reset"]) <= 60
        await http.post("/api/auth/login")
        with pytest.raises(RateLimited):
            await http.post("/api/auth/login")
        assert "ratelimit-limit" not in (await http.get("/api/site")).headers
