"""Guessing gets slower and slower, with Redis, without it, and while it dies."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from cashbeat.core.brute_force import ACCOUNT, ADDRESS, LONGEST_WAIT, Throttle, TooManyAttempts
from cashbeat.core.redis import RedisHint
from cashbeat.core.settings import load_settings
from cashbeat.embedded import DataDir
from cashbeat.embedded.data_dir import free_port
from cashbeat.embedded.redis_server import EmbeddedRedis

ANN, BOB = "ann@example.com", "bob@example.com"
HERE, THERE = "192.0.2.7", "198.51.100.9"
PEPPER = b"pepper"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[RedisHint]:
    hint = RedisHint(redis_url, deadline=2.0)
    await hint.client.flushall()
    yield hint
    await hint.close()


@pytest.fixture
async def nowhere() -> AsyncIterator[RedisHint]:
    hint = RedisHint(f"redis://127.0.0.1:{free_port()}", deadline=0.1)
    yield hint
    await hint.close()


@pytest.fixture(params=["redis", "nowhere"])
def either(request: pytest.FixtureRequest) -> Iterator[RedisHint]:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


async def wait_of(throttle: Throttle, account: str, address: str) -> int:
    """Seconds to wait now; 0 when the next attempt may be made."""
    try:
        await throttle.check(account, address)
    except TooManyAttempts as error:
        return int(error.headers["Retry-After"])
    return 0


async def keys_in(redis: RedisHint) -> list[str]:
    return [key.decode() for key in await redis.client.keys("*") if isinstance(key, bytes)]


async def fail(throttle: Throttle, account: str, address: str, times: int = 1) -> None:
    for _ in range(times):
        await throttle.failed(account, address)


async def test_five_failures_are_free_and_then_each_doubles_the_wait(either: RedisHint) -> None:
    throttle = Throttle(either, PEPPER)
    waits = []
    for _ in range(13):
        waits.append(await wait_of(throttle, ANN, HERE))
        await throttle.failed(ANN, HERE)
    assert waits == [0, 0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900]
    assert await wait_of(throttle, BOB, HERE) == 0
    assert await wait_of(throttle, ANN, THERE) == 900


async def test_an_address_that_tries_many_accounts_waits_too(either: RedisHint) -> None:
    throttle = Throttle(either, PEPPER)
    for number in range(ADDRESS.free):
        assert await wait_of(throttle, f"{number}@example.com", HERE) == 0
        await throttle.failed(f"{number}@example.com", HERE)
    assert await wait_of(throttle, BOB, HERE) == 15
    assert await wait_of(throttle, BOB, THERE) == 0


async def test_success_clears_the_account_and_not_the_address(either: RedisHint) -> None:
    throttle = Throttle(either, PEPPER)
    await fail(throttle, ANN, HERE, 4)
    await throttle.succeeded(ANN)
    await fail(throttle, ANN, HERE, 4)
    assert await wait_of(throttle, ANN, HERE) == 0
    await throttle.succeeded(ANN)
    await fail(throttle, "", HERE, ADDRESS.free - 8)
    await throttle.succeeded(ANN)
    assert await wait_of(throttle, ANN, HERE) == 15


async def test_a_wait_ends_and_failures_are_forgotten(nowhere: RedisHint) -> None:
    clock = Clock()
    throttle = Throttle(nowhere, PEPPER, clock)
    await fail(throttle, ANN, HERE, 6)
    assert await wait_of(throttle, ANN, HERE) == 30
    clock.now += 30
    assert await wait_of(throttle, ANN, HERE) == 0
    await fail(throttle, ANN, HERE)
    assert await wait_of(throttle, ANN, HERE) == 60
    clock.now += 60 + 901
    await fail(throttle, ANN, HERE, 4)
    assert await wait_of(throttle, ANN, HERE) == 0


async def test_redis_forgets_by_itself(redis: RedisHint) -> None:
    throttle = Throttle(redis, PEPPER)
    await fail(throttle, ANN, HERE, 6)
    lives = {key: await redis.client.pttl(key) for key in await redis.client.keys("*")}
    assert len(lives) == 2
    account, address = sorted(lives.values(), reverse=True)
    assert 920_000 < account <= 930_000
    assert 890_000 < address <= 900_000


async def test_all_processes_count_together(redis: RedisHint) -> None:
    processes = [Throttle(redis, PEPPER) for _ in range(3)]
    for number in range(ACCOUNT.free):
        await fail(processes[number % 3], ANN, HERE)
    for process in [*processes, Throttle(redis, PEPPER)]:
        assert await wait_of(process, ANN, THERE) in {14, 15}
    await processes[0].succeeded(ANN)
    assert await wait_of(Throttle(redis, PEPPER), ANN, THERE) == 0


async def test_who_is_forgiven_anywhere_is_forgiven_everywhere(redis: RedisHint) -> None:
    """A password that was reset through one process signs in through every other."""
    one, other = Throttle(redis, PEPPER), Throttle(redis, PEPPER)
    await fail(other, ANN, HERE, 8)
    assert await wait_of(other, ANN, HERE) > 0
    await one.succeeded(ANN)
    assert await wait_of(other, ANN, HERE) == 0
    await fail(other, ANN, THERE, 6)
    assert await wait_of(one, ANN, HERE) > 0


async def test_failures_at_once_are_each_counted(redis: RedisHint) -> None:
    throttles = [Throttle(redis, PEPPER) for _ in range(4)]
    await asyncio.gather(*(each.failed(ANN, HERE) for each in throttles for _ in range(5)))
    assert await wait_of(Throttle(redis, PEPPER), ANN, THERE) >= 890


async def test_guesses_sent_all_at_once_do_not_slip_through(either: RedisHint) -> None:
    """The outcome of the first is not known when the others ask."""
    throttle = Throttle(either, PEPPER)
    asked = await asyncio.gather(*(wait_of(throttle, ANN, HERE) for _ in range(50)))
    assert sum(wait == 0 for wait in asked) == ACCOUNT.free
    await fail(throttle, ANN, HERE, 2)
    await throttle.succeeded(ANN)
    assert await wait_of(throttle, BOB, HERE) == 0


async def test_an_attempt_without_outcome_is_forgotten_soon(nowhere: RedisHint) -> None:
    clock = Clock()
    throttle = Throttle(nowhere, PEPPER, clock)
    assert [await wait_of(throttle, ANN, HERE) for _ in range(6)] == [0] * 5 + [1]
    clock.now += 10
    assert await wait_of(throttle, ANN, HERE) == 0
    for number in range(2_000):
        clock.now += 11
        await throttle.check(str(number), HERE)
    assert len(throttle._underway) < 5


async def test_memory_is_bounded(nowhere: RedisHint) -> None:
    throttle = Throttle(nowhere, PEPPER, most=100)
    for number in range(500):
        await throttle.failed(f"{number}@example.com", f"10.0.{number // 250}.{number % 250}")
    assert len(throttle._memory._known) <= 100


async def test_no_address_stands_in_redis(redis: RedisHint) -> None:
    await Throttle(redis, PEPPER).failed(ANN, HERE)
    keys = await keys_in(redis)
    assert len(keys) == 2
    for secret in ("ann", "example", HERE):
        assert not any(secret in key for key in keys)
    await redis.client.flushall()
    await Throttle(redis, b"other").failed(ANN, HERE)
    assert not set(keys) & set(await keys_in(redis))


async def test_redis_that_dies_or_forgets_opens_no_gate(tmp_path: Path) -> None:
    data_dir = DataDir(tmp_path)
    data_dir.prepare()
    server = EmbeddedRedis(load_settings(_env_file=None, data_dir=tmp_path), data_dir)
    server.start()
    hint = RedisHint(server.url, deadline=0.5)
    throttle = Throttle(hint, PEPPER)
    try:
        await fail(throttle, ANN, HERE, 4)
        assert await wait_of(throttle, ANN, HERE) == 0
        server.stop()
        await fail(throttle, ANN, HERE, 2)
        assert await wait_of(throttle, ANN, HERE) == 30
        server.start()
        async with Redis.from_url(server.url) as client:
            await client.flushall()
        await asyncio.sleep(1.1)  # the breaker
        assert await wait_of(throttle, ANN, HERE) >= 27
        assert hint.available
        await fail(throttle, ANN, HERE)
        assert await wait_of(throttle, ANN, HERE) == 60
    finally:
        await hint.close()
        server.stop()


def test_the_longest_wait_has_no_end_of_failures() -> None:
    assert ACCOUNT.wait_after(10**9) == LONGEST_WAIT


def test_who_waits_is_told_as_a_problem() -> None:
    error = TooManyAttempts(0.2)
    assert (error.status, error.code) == (429, "too_many_attempts")
    assert error.headers == {"Retry-After": "1"}
