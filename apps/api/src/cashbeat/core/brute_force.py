"""Slows whoever guesses passwords, codes and links: the more failures, the longer the wait.

Counted by account and by address, in Redis for all processes and in this one's memory besides: a
Redis that is away, or comes back empty, forgives nobody. Neither holds an e-mail address.
"""

import hashlib
import hmac
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis

from cashbeat.core.client_address import neighbourhood_of
from cashbeat.core.errors import CashbeatError
from cashbeat.core.redis import RedisHint

FORGET_SECONDS = 900.0
"""A failure is forgotten so long after it, or after the wait that it brought."""

LONGEST_WAIT = 900.0
FIRST_WAIT = 15.0
UNDERWAY_SECONDS = 10.0
"""An attempt whose outcome nobody told counts against its account for so long."""

MOST_SUBJECTS = 100_000


class TooManyAttempts(CashbeatError):
    """Too many failures: wait before the next attempt."""

    status = 429
    code = "too_many_attempts"
    title = "Too many attempts"

    def __init__(self, seconds: float) -> None:
        wait = max(1, math.ceil(seconds))
        super().__init__(
            f"Too many attempts failed; try again in {wait} s.", headers={"Retry-After": str(wait)}
        )


@dataclass(frozen=True, slots=True)
class Patience:
    """How many failures in a row are free; each further one doubles the wait."""

    free: int

    def wait_after(self, failures: int) -> float:
        """Seconds to wait after so many failures."""
        over = failures - self.free
        return 0.0 if over < 0 else min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(over, 16))


ACCOUNT = Patience(free=5)
ADDRESS = Patience(free=30)

_FAILED = """
local told = {}
for i = 1, #KEYS do
  local failures = redis.call('INCR', KEYS[i])
  local over = failures - tonumber(ARGV[i])
  local wait = 0
  if over >= 0 then
    wait = math.min(tonumber(ARGV[#KEYS + 2]), tonumber(ARGV[#KEYS + 1]) * 2 ^ math.min(over, 16))
  end
  redis.call('PEXPIRE', KEYS[i], string.format('%d', wait + tonumber(ARGV[#KEYS + 3])))
  told[i] = failures
end
return told
"""
"""A key holds the failures, and lives for the wait and FORGET_SECONDS more: what it lives beyond
the latter is what is left to wait. One script, so that no key is ever without an end."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """Whose failures are counted: an account or an address."""

    key: str
    patience: Patience


class Throttle:
    """Asked before each attempt and told of its outcome.

    `pepper` is a secret of the deployment: who sees Redis cannot try addresses out against it.
    """

    def __init__(
        self,
        redis: RedisHint,
        pepper: bytes,
        clock: Callable[[], float] = time.monotonic,
        most: int = MOST_SUBJECTS,
    ) -> None:
        self._redis = redis
        self._pepper = pepper
        self._clock = clock
        self._memory = _Memory(clock, most)
        self._underway: dict[str, list[float]] = {}

    async def check(self, account: str, address: str) -> None:
        """Let an attempt pass, or not. Either part may be empty where there is none.

        Attempts sent all at once are limited too: as many may be underway in this process as
        failures are left. Raises: TooManyAttempts.
        """
        subjects = self._subjects(account, address)
        await self._hear_of_forgiveness(subjects)
        waits = [self._memory.wait_of(each) for each in subjects]
        waits += await self._waits_in_redis(subjects)
        if (longest := max(waits, default=0.0)) > 0:
            raise TooManyAttempts(longest)
        if account:
            self._begin(subjects[0])

    async def failed(self, account: str, address: str) -> None:
        """The attempt was wrong."""
        subjects = self._subjects(account, address)
        told = await self._redis.call(lambda redis: _tell_failure(redis, subjects))
        for index, subject in enumerate(subjects):
            self._memory.count(subject, told[index] if told else 0)
        if account:
            self._end(subjects[0])

    async def succeeded(self, account: str) -> None:
        """It was right: the account is trusted anew, the address is not."""
        for subject in self._subjects(account, ""):
            self._memory.forget(subject)
            self._end(subject)
            await self._redis.call(lambda redis, key=subject.key: _forgive(redis, key))  # type: ignore[misc]

    def _subjects(self, account: str, address: str) -> list[_Subject]:
        found = []
        if account:
            found.append(_Subject(self._key("account", account), ACCOUNT))
        if address:
            found.append(_Subject(self._key("address", neighbourhood_of(address)), ADDRESS))
        return found

    def _key(self, kind: str, name: str) -> str:
        digest = hmac.new(self._pepper, f"{kind}:{name}".encode(), hashlib.sha256)
        return f"cashbeat:throttle:{kind}:{digest.hexdigest()}"

    async def _hear_of_forgiveness(self, subjects: Sequence[_Subject]) -> None:
        """Forget here whom another process has forgiven: only Redis counts since then."""
        keys = [_forgiven(each.key) for each in subjects]
        told = await self._redis.call(lambda redis: redis.mget(keys)) if keys else None
        for subject, forgiven in zip(subjects, told or (), strict=False):
            if forgiven is not None:
                self._memory.forget(subject)

    async def _waits_in_redis(self, subjects: Sequence[_Subject]) -> list[float]:
        lives = await self._redis.call(lambda redis: _lives(redis, subjects))
        return [life / 1000 - FORGET_SECONDS for life in lives or ()]

    def _begin(self, account: _Subject) -> None:
        now = self._clock()
        underway = [since for since in self._underway.get(account.key, ()) if since > now]
        left = max(1, account.patience.free - self._memory.failures_of(account))
        if len(underway) >= left:
            raise TooManyAttempts(1)
        self._tidy(now)
        self._underway[account.key] = [*underway, now + UNDERWAY_SECONDS]

    def _end(self, account: _Subject) -> None:
        underway = self._underway.pop(account.key, [])[1:]
        if underway:
            self._underway[account.key] = underway

    def _tidy(self, now: float) -> None:
        """Attempts without an outcome leave, a few with each new one: oldest first."""
        for key in [key for key, _ in zip(self._underway, range(2), strict=False)]:
            if self._underway[key][-1] <= now:
                del self._underway[key]


class _Memory:
    """What this process saw: failures, and when they are forgotten; the oldest leave first."""

    def __init__(self, clock: Callable[[], float], most: int) -> None:
        self._clock = clock
        self._most = most
        self._known: dict[str, tuple[int, float]] = {}

    def wait_of(self, subject: _Subject) -> float:
        _, end = self._known.get(subject.key, (0, 0.0))
        return end - FORGET_SECONDS - self._clock()

    def failures_of(self, subject: _Subject) -> int:
        failures, end = self._known.get(subject.key, (0, 0.0))
        return failures if end > self._clock() else 0

    def count(self, subject: _Subject, told: int) -> None:
        """One more failure here; all processes together had `told` of them."""
        failures = max(self.failures_of(subject) + 1, told)
        end = self._clock() + subject.patience.wait_after(failures) + FORGET_SECONDS
        self._known.pop(subject.key, None)
        self._make_room()
        self._known[subject.key] = (failures, end)

    def forget(self, subject: _Subject) -> None:
        self._known.pop(subject.key, None)

    def _make_room(self) -> None:
        now = self._clock()
        while self._known:
            oldest = next(iter(self._known))
            if len(self._known) < self._most and self._known[oldest][1] > now:
                return
            del self._known[oldest]


def _forgiven(key: str) -> str:
    return f"{key}:forgiven"


async def _forgive(redis: Redis, key: str) -> None:
    asked = redis.pipeline(transaction=True)
    asked.delete(key)
    asked.set(_forgiven(key), 1, px=int((FORGET_SECONDS + LONGEST_WAIT) * 1000))
    await asked.execute()


async def _tell_failure(redis: Redis, subjects: Sequence[_Subject]) -> list[int]:
    waits = [int(seconds * 1000) for seconds in (FIRST_WAIT, LONGEST_WAIT, FORGET_SECONDS)]
    limits = [each.patience.free for each in subjects]
    keys = [each.key for each in subjects]
    told: Any = await redis.eval(_FAILED, len(keys), *keys, *map(str, limits), *map(str, waits))
    return [int(each) for each in told]


async def _lives(redis: Redis, subjects: Sequence[_Subject]) -> list[int]:
    asked = redis.pipeline(transaction=False)
    for each in subjects:
        asked.pttl(each.key)
    return [int(life) for life in await asked.execute()]
