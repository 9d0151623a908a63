"""Encoded answers under the tenant's version: in this process, in Redis, or computed once.

The projector raises the version after its commits (at most once a second), which leaves every
older answer behind. Nothing here is needed for a right answer: without Redis, or before the first
version, each is computed anew.
"""

import asyncio
import hashlib
import json
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Literal, NamedTuple

from cashbeat.core.redis import RedisHint
from cashbeat.rollup.version import version_key

Outcome = Literal["hit", "miss", "bypass"]

LOCAL_SECONDS = 60.0
"""Longest life in the process: bounds the harm of a Redis that restarts and counts anew."""

LIVE_SECONDS = 5.0
"""Life of an answer about a range that still runs: bounds the harm of a version bump lost."""

_ENTRY_OVERHEAD = 400
"""Bytes, roughly, that a kept answer costs beside its body: key, tag, tuples, table slot."""


class Answer(NamedTuple):
    """An encoded body and its entity tag, which names the figures and not the moment of reading."""

    etag: str
    body: bytes


Compute = Callable[[], Coroutine[Any, Any, Answer]]


class AnswerCache:
    """Answers of every tenant; least recently used ones leave first."""

    def __init__(
        self, redis: RedisHint, max_seconds: float, max_bytes: int = 32 * 1024 * 1024
    ) -> None:
        self._redis = redis
        self._max_seconds = max_seconds
        self._local = _LocalAnswers(max_bytes)
        self._flights: dict[str, asyncio.Task[Answer]] = {}

    async def get(
        self,
        tenant_id: str,
        kind: str,
        question: Mapping[str, Any],
        compute: Compute,
        *,
        live: bool,
    ) -> tuple[Answer, Outcome]:
        """The answer to a question, and where it came from.

        `question`: JSON values that the answer depends on beside the stored counts; equal ones
        share it. `live`: the range still runs. Concurrent misses compute once.
        """
        version = await self._get(version_key(tenant_id))
        key = answer_key(tenant_id, version, kind, question)
        if version is None:
            return await self._fly(key, compute), "bypass"
        kept = self._local.get(key)
        if kept is not None:
            return kept, "hit"
        seconds = LIVE_SECONDS if live else self._max_seconds
        shared = await self._get(key)
        if shared is None:
            answer = await self._fly(key, lambda: self._store(key, seconds, compute))
        else:
            answer = _unpacked(shared)
        self._local.put(key, answer, min(seconds, LOCAL_SECONDS))
        return answer, "miss" if shared is None else "hit"

    async def _get(self, key: str) -> bytes | None:
        found = await self._redis.call(lambda redis: redis.get(key))
        return found.encode() if isinstance(found, str) else found

    async def _store(self, key: str, seconds: float, compute: Compute) -> Answer:
        answer = await compute()
        packed = answer.etag.encode() + b"\n" + answer.body
        await self._redis.call(lambda redis: redis.set(key, packed, px=int(seconds * 1000)))
        return answer

    async def _fly(self, key: str, compute: Compute) -> Answer:
        """Compute once for all who ask meanwhile; one who leaves does not stop it for the rest."""
        flight = self._flights.get(key)
        if flight is None:
            flight = self._flights[key] = asyncio.create_task(compute())
            flight.add_done_callback(lambda done: self._landed(key, done))
        return await asyncio.shield(flight)

    def _landed(self, key: str, flight: asyncio.Task[Answer]) -> None:
        self._flights.pop(key, None)
        if not flight.cancelled():
            flight.exception()  # seen, even when everybody who waited has left


def answer_key(
    tenant_id: str, version: bytes | None, kind: str, question: Mapping[str, Any]
) -> str:
    """The name of an answer: tenant, version, kind and a hash of the canonical question."""
    canonical = json.dumps(question, sort_keys=True, separators=(",", ":"))
    digest = hashlib.blake2b(canonical.encode(), digest_size=16).hexdigest()
    number = "-" if version is None else version.decode()
    return f"cashbeat:{tenant_id}:v{number}:{kind}:{digest}"


def _unpacked(packed: bytes) -> Answer:
    etag, _, body = packed.partition(b"\n")
    return Answer(etag.decode(), body)


class _LocalAnswers:
    """Answers by key, bounded in bytes, each with its own end of life."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[str, tuple[float, Answer]] = OrderedDict()

    def get(self, key: str) -> Answer | None:
        found = self._kept.get(key)
        if found is None:
            return None
        if found[0] < time.monotonic():
            self._drop(key)
            return None
        self._kept.move_to_end(key)
        return found[1]

    def put(self, key: str, answer: Answer, seconds: float) -> None:
        self._drop(key)
        self._kept[key] = (time.monotonic() + seconds, answer)
        self._bytes += _size(answer)
        while self._bytes > self._max_bytes:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: str) -> None:
        found = self._kept.pop(key, None)
        if found is not None:
            self._bytes -= _size(found[1])


def _size(answer: Answer) -> int:
    return len(answer.body) + _ENTRY_OVERHEAD
