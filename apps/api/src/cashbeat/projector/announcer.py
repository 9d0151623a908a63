"""What happens after a commit, best effort: the feed, and the tenant's cache version.

Nothing here may hold the projector up or make it fail; a client that misses a message finds out by
`seq`, and a version that could not be raised is raised as soon as Redis answers again.
"""

import asyncio
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from redis.asyncio import Redis

from cashbeat.contracts.base import encode_json
from cashbeat.core.redis import RedisHint
from cashbeat.payment.changes import PaymentStep
from cashbeat.payment.wire import event_of, payment_after
from cashbeat.projector.batch import Numbered
from cashbeat.rollup.version import version_key

BURST = 500
"""Events of one tenant and batch beyond which the feed only says that it skipped them."""

VERSION_SECONDS = 1.0
"""A tenant's cache version is raised at most once in this time, at its start and at its end."""


class FeedPublisher(Protocol):
    """Hands messages to the API processes without ever waiting."""

    def publish_events(
        self, tenant_id: str, first_seq: int, last_seq: int, encoded_events: bytes | None
    ) -> None:
        """Events as a JSON array; None for a burst that is skipped."""

    def publish_analytics_changed(self, tenant_id: str, version: int) -> None:
        """Figures of the tenant changed."""


class Announcer:
    """Publishes events, and raises versions in its own task."""

    def __init__(self, redis: RedisHint, publisher: FeedPublisher) -> None:
        self._redis = redis
        self._publisher = publisher
        self._dirty: set[str] = set()
        self._raised_at: dict[str, float] = {}
        self._wake = asyncio.Event()

    def announce(self, tenants: dict[str, Numbered]) -> None:
        """Tell of committed steps."""
        for tenant_id, numbered in tenants.items():
            encoded = None if len(numbered.steps) > BURST else _encode(numbered)
            self._publisher.publish_events(
                tenant_id, numbered.first_seq, numbered.last_seq, encoded
            )
        self.changed(tenants)

    def changed(self, tenant_ids: Iterable[str]) -> None:
        """Figures of these tenants are no longer what caches hold."""
        self._dirty.update(tenant_ids)
        self._wake.set()

    async def run(self) -> None:
        """Raise versions until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._dirty:
                for tenant_id in self._due():
                    await self._raise(tenant_id)
                if self._dirty:
                    await asyncio.sleep(self._until_next())

    async def flush(self) -> None:
        """Raise what is due at once: before the process ends."""
        for tenant_id in list(self._dirty):
            await self._raise(tenant_id)

    def _due(self) -> list[str]:
        now = time.monotonic()
        return [t for t in self._dirty if now - self._raised_at.get(t, 0.0) >= VERSION_SECONDS]

    def _until_next(self) -> float:
        now = time.monotonic()
        ages = (now - self._raised_at.get(tenant_id, 0.0) for tenant_id in self._dirty)
        return min(VERSION_SECONDS, max(0.005, VERSION_SECONDS - max(ages)))

    async def _raise(self, tenant_id: str) -> None:
        self._dirty.discard(tenant_id)
        self._raised_at[tenant_id] = time.monotonic()
        version = await self._redis.call(lambda redis: _raise_version(redis, tenant_id))
        if version is None:
            self._dirty.add(tenant_id)
            return
        self._publisher.publish_analytics_changed(tenant_id, version)


async def _raise_version(redis: Redis, tenant_id: str) -> int:
    """The next version; after Redis lost the key, one that no process has seen before."""
    key = version_key(tenant_id)
    pipeline = redis.pipeline(transaction=True)
    pipeline.set(key, time.time_ns() // 1_000_000, nx=True)
    pipeline.incr(key)
    return int((await pipeline.execute())[1])


def _encode(numbered: Numbered) -> bytes:
    return encode_json(
        [event_of_step(seq, step) for seq, step in enumerate(numbered.steps, numbered.first_seq)]
    )


def event_of_step(seq: int, step: PaymentStep) -> object:
    """The wire event of a step, equal to the one `EventHistory` tells later."""
    facts, event = _aware(step.facts), _aware(step.event)
    refunded = step.refunded_before + event.get("refund", 0)
    return event_of(seq, event, payment_after(step.payment_id, facts, event, refunded))


def _aware(stored: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        name: value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
        for name, value in stored.items()
    }
