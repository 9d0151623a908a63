"""How often anybody may ask: so many requests a minute, counted in this process.

The strategy is the sliding window counter of `limits`: the minute before counts as far as it
reaches into the last 60 seconds, so a burst over the turn of a minute is no way around. Its own
memory storage looks at every bucket at every hit: 5 ms each among 20,000 buckets. `RecentCounts`
does not, and a hit takes 6 to 15 microseconds among 100,000.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from limits import RateLimitItemPerMinute
from limits.aio.storage import SlidingWindowCounterSupport, Storage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from cashbeat.core.client_address import address_of, neighbourhood_of
from cashbeat.core.errors import CashbeatError
from cashbeat.core.settings import Settings

WINDOW = 60
MOST_BUCKETS = 100_000
AUTH_PATHS = "/api/auth/"
_STATE = "rate"

Window = tuple[int, float, int, float]
"""Hits of the minute before, seconds that it still counts, hits of this one, seconds it counts."""


class RateLimited(CashbeatError):
    """Too many requests in the last minute."""

    status = 429
    code = "rate_limited"
    title = "Too many requests"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one more request of a bucket is: allowed or not, and how much is left."""

    allowed: bool
    limit: int
    remaining: int
    reset_seconds: int

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """As every answer tells it; draft-ietf-httpapi-ratelimit-headers-06."""
        return [
            (b"ratelimit-limit", b"%d" % self.limit),
            (b"ratelimit-remaining", b"%d" % self.remaining),
            (b"ratelimit-reset", b"%d" % self.reset_seconds),
            (b"ratelimit-policy", b"%d;w=%d" % (self.limit, WINDOW)),
        ]


class RecentCounts(Storage, SlidingWindowCounterSupport):
    """Hits of this minute and of the one before; whoever was idle in both is forgotten.

    At most `most` buckets a minute are told apart: past that, the oldest begin anew.
    """

    STORAGE_SCHEME = None

    def __init__(self, now: Callable[[], float] = time.time, most: int = MOST_BUCKETS) -> None:
        super().__init__()
        self._now = now
        self._most = most
        self._minute = 0
        self._current: dict[str, int] = {}
        self._previous: dict[str, int] = {}

    def window(self, key: str) -> Window:
        """How full a bucket is."""
        minute, into = divmod(self._now(), WINDOW)
        if minute != self._minute:
            self._previous = self._current if minute == self._minute + 1 else {}
            self._current, self._minute = {}, int(minute)
        previous = self._previous.get(key, 0)
        return (
            previous,
            WINDOW - into if previous else 0.0,
            self._current.get(key, 0),
            (2 * WINDOW - into),
        )

    async def acquire_sliding_window_entry(
        self, key: str, limit: int, expiry: int, amount: int = 1
    ) -> bool:
        """Count a hit unless it is one too many."""
        previous, left, current, _ = self.window(key)
        if math.floor(previous * left / expiry + current) + amount > limit:
            return False
        if current == 0 and len(self._current) >= self._most:
            del self._current[next(iter(self._current))]
        self._current[key] = current + amount
        return True

    async def get_sliding_window(self, key: str, expiry: int) -> Window:  # noqa: ARG002
        """The same as `window`."""
        return self.window(key)

    async def clear_sliding_window(self, key: str, expiry: int) -> None:  # noqa: ARG002
        """Forget a bucket."""
        self._current.pop(key, None)
        self._previous.pop(key, None)

    @property
    def base_exceptions(self) -> type[Exception]:
        """What can fail: nothing."""
        return ValueError

    @property
    def size(self) -> int:
        """How many counts are kept."""
        return len(self._current) + len(self._previous)

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Fixed windows are not used."""
        raise NotImplementedError

    async def get(self, key: str) -> int:
        """Hits of this minute."""
        return self.window(key)[2]

    async def get_expiry(self, key: str) -> float:  # noqa: ARG002
        """The end of this minute."""
        return (self._minute + 1.0) * WINDOW

    async def check(self) -> bool:
        """Memory is always there."""
        return True

    async def reset(self) -> int:
        """Forget everything."""
        forgotten = self.size
        self._current, self._previous = {}, {}
        return forgotten

    async def clear(self, key: str) -> None:
        """Forget a bucket."""
        await self.clear_sliding_window(key, WINDOW)


class RateLimiter:
    """Counts hits of buckets; each has a limit of its own."""

    def __init__(self, counts: RecentCounts | None = None) -> None:
        self._counts = counts or RecentCounts()
        self._strategy = SlidingWindowCounterRateLimiter(self._counts)

    async def hit(self, bucket: str, limit: int) -> Verdict:
        """Count one request of a bucket that may have `limit` a minute; refused ones count not."""
        item = _per_minute(limit)
        allowed = await self._strategy.hit(item, bucket)
        window = self._counts.window(bucket)
        previous, left, current, _ = window
        used = math.floor(previous * left / WINDOW + current)
        reset = _end_of(window) if allowed else _wait_for(window, limit)
        return Verdict(allowed, limit, max(0, limit - used), max(1, math.ceil(reset)))


class RateLimits:
    """The limits of one deployment, by who asks."""

    def __init__(self, settings: Settings, limiter: RateLimiter | None = None) -> None:
        self._limiter = limiter or RateLimiter()
        self._user = settings.rate_limit_user
        self._key = settings.rate_limit_key
        self._address = settings.rate_limit_address

    async def of_user(self, connection: HTTPConnection, user_id: str) -> None:
        """Count a request of a person. Raises: RateLimited."""
        await self._count(connection.scope, f"user:{user_id}", self._user)

    async def of_key(self, connection: HTTPConnection, key_id: str) -> None:
        """Count a request of an API key. Raises: RateLimited."""
        await self._count(connection.scope, f"key:{key_id}", self._key)

    async def of_address(self, scope: Scope) -> None:
        """Count a request of somebody unknown. Raises: RateLimited."""
        bucket = f"address:{neighbourhood_of(address_of(scope))}"
        await self._count(scope, bucket, self._address)

    async def _count(self, scope: Scope, bucket: str, limit: int) -> None:
        verdict = await self._limiter.hit(bucket, limit)
        scope.setdefault("state", {})[_STATE] = verdict
        if not verdict.allowed:
            raise RateLimited(
                f"More than {limit} requests a minute; go on in {verdict.reset_seconds} s.",
                headers={"Retry-After": str(verdict.reset_seconds)},
            )


class AuthLimit:
    """Counts whoever knocks at the door, before anything of the request is read."""

    def __init__(self, app: ASGIApp, limits: RateLimits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        if scope["type"] == "http" and scope["path"].startswith(AUTH_PATHS):
            await self._limits.of_address(scope)
        await self._app(scope, receive, send)


def rate_headers(scope: Scope) -> list[tuple[bytes, bytes]]:
    """What the answer to a counted request tells of its limit; nothing of one that is not."""
    verdict: Verdict | None = scope.get("state", {}).get(_STATE)
    return [] if verdict is None else verdict.headers


class _PerMinute(RateLimitItemPerMinute):
    """A limit whose buckets are called by their own name: putting one together took 8 us a hit."""

    def key_for(self, *identifiers: bytes | str | float) -> str:
        return str(identifiers[0])


_per_minute = lru_cache(maxsize=64)(_PerMinute)


def _end_of(window: Window) -> float:
    """Seconds until this minute ends."""
    return window[3] - WINDOW


def _wait_for(window: Window, limit: int) -> float:
    """Seconds until one request more is allowed."""
    previous, left, current, _ = window
    if current < limit:  # then the minute before is what stands in the way
        return left - (limit - current) * WINDOW / previous
    return _end_of(window) + WINDOW * (1 - limit / current)
