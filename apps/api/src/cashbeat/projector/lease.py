"""Which worker projects: a lease that its holder renews and a standby takes over.

The lease keeps standbys quiet; it is not what keeps numbers right. That is the checkpoint's fence.
Times are the database's own (`$$NOW`), so the workers' clocks do not matter.
"""

import contextlib
import os
import socket
from datetime import UTC, datetime
from typing import Any

from pymongo.errors import DuplicateKeyError

from cashbeat.core.mongo import Database
from cashbeat.kit.ids import new_id

LEASE = "projector"


class Lease:
    """The projector's lease, as one worker sees it."""

    def __init__(self, database: Database, seconds: int) -> None:
        self._leases = database["leases"]
        self._milliseconds = seconds * 1000
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{new_id('own')}"

    async def acquire(self) -> bool:
        """Take the lease if it is free or expired; True when it is ours."""
        with contextlib.suppress(DuplicateKeyError):
            await self._leases.update_one(
                {"_id": LEASE},
                {"$setOnInsert": {"holder": None, "expiresAt": datetime(1970, 1, 1, tzinfo=UTC)}},
                upsert=True,
            )
        free = {"$lte": ["$expiresAt", "$$NOW"]}
        found = await self._leases.find_one_and_update(
            {"_id": LEASE, "$or": [{"holder": self.holder}, {"$expr": free}]},
            [{"$set": self._fields("starting", 0, 0.0)}],
        )
        return found is not None

    async def renew(self, state: str, lag_ms: int, progress: float = 0.0) -> bool:
        """Keep the lease and publish how the projector does; False when it was lost."""
        result = await self._leases.update_one(
            {"_id": LEASE, "holder": self.holder},
            [{"$set": self._fields(state, lag_ms, progress)}],
        )
        return result.matched_count == 1

    async def release(self) -> None:
        """Give the lease back, so that a standby need not wait for its end."""
        await self._leases.delete_one({"_id": LEASE, "holder": self.holder})

    def _fields(self, state: str, lag_ms: int, progress: float) -> dict[str, Any]:
        return {
            "holder": self.holder,
            "expiresAt": {"$add": ["$$NOW", self._milliseconds]},
            "renewedAt": "$$NOW",
            "state": state,
            "lagMs": lag_ms,
            "progress": progress,
        }
