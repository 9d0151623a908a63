"""Redis as a hint: fast when it answers, absent when it does not, never an error."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from cashbeat.core.logging import get_logger

log = get_logger(__name__)

Value = TypeVar("Value")

BREAKER_SECONDS = 1.0
"""How long a Redis that failed is left alone before it is asked again."""


def connect_redis(url: str, timeout: float) -> "Redis":
    """A client with deadlines on connecting and on every answer, and no silent retries."""
    return Redis.from_url(
        url,
        socket_timeout=timeout,
        socket_connect_timeout=timeout,
        retry=Retry(NoBackoff(), 0),
        health_check_interval=0,
        max_connections=64,
    )


class RedisHint:
    """Calls to Redis with a deadline and a breaker: the value, or None when there is none."""

    def __init__(self, url: str, deadline: float = 0.1) -> None:
        self.client = connect_redis(url, deadline)
        self._deadline = deadline
        self._closed_until = 0.0
        self._failing = False

    @property
    def available(self) -> bool:
        """Whether the last call was answered."""
        return not self._failing

    async def call(self, ask: "Callable[[Redis], Awaitable[Value]]") -> Value | None:
        """Ask Redis, for at most the deadline. Never raises; None means miss or absent."""
        if time.monotonic() < self._closed_until:
            return None
        try:
            async with asyncio.timeout(self._deadline):
                value = await ask(self.client)
        except (RedisError, OSError, TimeoutError) as error:
            if not self._failing:
                log.warning("redis.call.failed", error=repr(error))
            self._failing = True
            self._closed_until = time.monotonic() + BREAKER_SECONDS
            return None
        if self._failing:
            log.info("redis.call.recovered")
            self._failing = False
        return value

    async def close(self) -> None:
        """Close every connection."""
        await self.client.aclose()
