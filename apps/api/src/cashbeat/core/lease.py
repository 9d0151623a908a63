"""Leases: which of several workers does a thing, renewed by its holder, taken over by a standby.

A lease keeps standbys quiet; it is never what keeps data right, because a paused holder may wake up
after its end. Times are the database's own (`$$NOW`), so the workers' clocks do not matter.
"""

import asyncio
import contextlib
import math
import os
import socket
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from pymongo.errors import DuplicateKeyError, PyMongoError

from cashbeat.core.logging import get_logger
from cashbeat.core.mongo import Database
from cashbeat.kit.ids import new_id

log = get_logger(__name__)

_LEAVE_SECONDS = 3
_AGAIN_SECONDS = 0.5
"""How often a standby tries to take a lease."""


class Lease:
    """The lease of that name, as one worker sees it. Its document tells what the holder says."""

    def __init__(self, database: Database, name: str, seconds: int) -> None:
        self._leases = database["leases"]
        self._name = name
        self._milliseconds = seconds * 1000
        self._renew_seconds = min(1.0, seconds / 4)
        self._renewed = -math.inf
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{new_id('own')}"

    async def acquire(self, **told: Any) -> bool:
        """Take the lease if it is free or expired; True when it is ours."""
        with contextlib.suppress(DuplicateKeyError):
            await self._leases.update_one(
                {"_id": self._name},
                {"$setOnInsert": {"holder": None, "expiresAt": datetime(1970, 1, 1, tzinfo=UTC)}},
                upsert=True,
            )
        free = {"$lte": ["$expiresAt", "$$NOW"]}
        found = await self._leases.find_one_and_update(
            {"_id": self._name, "$or": [{"holder": self.holder}, {"$expr": free}]},
            [{"$set": self._fields(told)}],
        )
        if found is None:
            return False
        self._renewed = time.monotonic()
        return True

    async def renew(self, **told: Any) -> bool:
        """Keep the lease and publish what is told; False when it was lost."""
        result = await self._leases.update_one(
            {"_id": self._name, "holder": self.holder}, [{"$set": self._fields(told)}]
        )
        return result.matched_count == 1

    async def holds(self) -> bool:
        """Whether the lease is ours still: renewed when a quarter of it is over, or a second."""
        now = time.monotonic()
        if now - self._renewed < self._renew_seconds:
            return True
        ours = await self.renew()
        if not ours and self._renewed > -math.inf:
            log.warning("lease.lost", lease=self._name)
        self._renewed = now if ours else -math.inf
        return ours

    async def reign(
        self,
        work: Callable[[], Awaitable[None]],
        stand_by: Callable[[], None] = lambda: None,
        **told: Any,
    ) -> None:
        """Work whenever the lease is ours, stand by while it is another's.

        The work ends when the lease is lost. Until cancelled; on the way out it is given back.
        """
        try:
            while True:
                try:
                    if await self.acquire(**told):
                        await work()
                    else:
                        stand_by()
                except PyMongoError as error:
                    log.warning("lease.database.failed", lease=self._name, error=str(error)[:300])
                except Exception:
                    log.exception("lease.work.failed", lease=self._name)
                await asyncio.sleep(_AGAIN_SECONDS)
        finally:
            await asyncio.shield(self.release())

    async def release(self) -> None:
        """Give the lease back, so that a standby need not wait for its end.

        Whoever leaves need not wait either: what fails, or takes too long, is left to that end.
        """
        try:
            async with asyncio.timeout(_LEAVE_SECONDS):
                await self._leases.delete_one({"_id": self._name, "holder": self.holder})
        except (PyMongoError, TimeoutError):
            log.warning("lease.release.failed", lease=self._name)

    def _fields(self, told: dict[str, Any]) -> dict[str, Any]:
        return {
            "holder": self.holder,
            "expiresAt": {"$add": ["$$NOW", self._milliseconds]},
            "renewedAt": "$$NOW",
            **told,
        }
