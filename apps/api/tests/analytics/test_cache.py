"""The cache: versioned, single-flight, bounded, and never needed."""

import asyncio
from typing import Any

import pytest
from redis.asyncio import Redis

from cashbeat.analytics.cache import Answer, AnswerCache, answer_key
from cashbeat.core.redis import RedisHint
from cashbeat.rollup.version import version_key

QUESTION = {"range": ["a", "b"], "tz": "UTC"}


class Computing:
    """Answers with how often it was asked."""

    def __init__(self, size: int = 1) -> None:
        self.calls = 0
        self.size = size
        self.fault: Exception | None = None

    async def __call__(self) -> Answer:
        self.calls += 1
        await asyncio.sleep(0.02)
        if self.fault is not None:
            raise self.fault
        return Answer(f'W/"{self.calls}"', str(self.calls).encode() * self.size)


async def raise_version(redis: RedisHint, tenant_id: str = "t") -> None:
    await redis.client.incr(version_key(tenant_id))


async def ask(cache: AnswerCache, compute: Computing, tenant_id: str = "t", **more: Any) -> Any:
    question = more.pop("question", QUESTION)
    return await cache.get(tenant_id, "metrics", question, compute, live=more.pop("live", False))


async def test_an_answer_is_computed_once_a_version(redis: RedisHint) -> None:
    cache, compute = AnswerCache(redis, 60), Computing()
    await raise_version(redis)
    assert (await ask(cache, compute))[1] == "miss"
    assert await ask(cache, compute) == (Answer('W/"1"', b"1"), "hit")
    await raise_version(redis)
    assert await ask(cache, compute) == (Answer('W/"2"', b"2"), "miss")


async def test_processes_share_through_redis(redis: RedisHint) -> None:
    compute = Computing()
    await raise_version(redis)
    await ask(AnswerCache(redis, 60), compute)
    assert await ask(AnswerCache(redis, 60), compute) == (Answer('W/"1"', b"1"), "hit")


async def test_concurrent_misses_compute_once(redis: RedisHint) -> None:
    cache, compute = AnswerCache(redis, 60), Computing()
    await raise_version(redis)
    answers = await asyncio.gather(*(ask(cache, compute) for _ in range(20)))
    assert compute.calls == 1
    assert {answer.body for answer, _ in answers} == {b"1"}


async def test_one_who_leaves_does_not_stop_the_rest(redis: RedisHint) -> None:
    cache, compute = AnswerCache(redis, 60), Computing()
    await raise_version(redis)
    first = asyncio.create_task(ask(cache, compute))
    await asyncio.sleep(0.01)
    second = asyncio.create_task(ask(cache, compute))
    await asyncio.sleep(0.005)
    first.cancel()
    assert (await second)[0].body == b"1"
    assert compute.calls == 1


async def test_a_failed_computation_is_not_kept(redis: RedisHint) -> None:
    cache, compute = AnswerCache(redis, 60), Computing()
    await raise_version(redis)
    compute.fault = ValueError("broken")
    with pytest.raises(ValueError, match="broken"):
        await ask(cache, compute)
    compute.fault = None
    assert (await ask(cache, compute))[0].body == b"2"


async def test_tenants_kinds_and_questions_never_share(redis: RedisHint) -> None:
    cache, compute = AnswerCache(redis, 60), Computing()
    for tenant_id in ("t", "t2"):
        await raise_version(redis, tenant_id)
    await ask(cache, compute)
    await ask(cache, compute, "t2")
    await ask(cache, compute, question=QUESTION | {"tz": "Asia/Tokyo"})
    await cache.get("t", "trends", QUESTION, compute, live=False)
    assert compute.calls == 4


async def test_before_the_first_version_nothing_is_kept(redis: RedisHint) -> None:
    cache, compute = AnswerCache(redis, 60), Computing()
    assert (await ask(cache, compute))[1] == "bypass"
    assert (await ask(cache, compute))[0].body == b"2"
    assert await redis.client.keys("*") == []


async def test_without_redis_every_answer_is_computed(no_redis: RedisHint) -> None:
    cache, compute = AnswerCache(no_redis, 60), Computing()
    assert [(await ask(cache, compute))[1] for _ in range(2)] == ["bypass", "bypass"]
    assert compute.calls == 2


async def test_answers_of_running_ranges_expire_within_seconds(redis: RedisHint) -> None:
    cache, compute = AnswerCache(redis, 600), Computing()
    await raise_version(redis)
    await ask(cache, compute, live=True)
    await ask(cache, compute, question={"range": "past"})
    lives = [
        await redis.client.pttl(answer_key("t", b"1", "metrics", question))
        for question in (QUESTION, {"range": "past"})
    ]
    assert 0 < lives[0] <= 5_000 < 500_000 < lives[1] <= 600_000


async def test_memory_is_bounded(redis: RedisHint, redis_url: str) -> None:
    cache, compute = AnswerCache(redis, 60, max_bytes=10_000), Computing(2_000)
    await raise_version(redis)
    for place in range(20):
        await ask(cache, compute, question={"place": place})
    held = cache._local
    assert held._bytes == sum(len(a.body) + 400 for _, a in held._kept.values()) <= 10_000
    async with Redis.from_url(redis_url) as client:
        await client.delete(*[key async for key in client.scan_iter("cashbeat:t:v*:metrics:*")])
    assert (await ask(cache, compute, question={"place": 19}))[1] == "hit"
    assert (await ask(cache, compute, question={"place": 0}))[1] == "miss"
