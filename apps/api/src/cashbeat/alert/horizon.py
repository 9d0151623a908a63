"""How far the minutes may be evaluated: settled, and counted by the projector."""

from datetime import datetime, timedelta
from typing import Any

from cashbeat.alert.minutes import SETTLE, settled_until
from cashbeat.core.mongo import Database
from cashbeat.kit.time_buckets import MINUTE, floor_to

PROJECTOR_LEASE = "projector"
_FRESH = timedelta(seconds=30)


class Horizon:
    """Looks at what the projector tells of itself.

    While it stands, lags or rebuilds, minutes that seem empty are not: they wait.
    """

    def __init__(self, database: Database) -> None:
        self._leases = database["leases"]

    async def ready_until(self, now: datetime) -> datetime | None:
        """End of the last minute that is ready; None while nothing is known."""
        lease = await self._leases.find_one({"_id": PROJECTOR_LEASE})
        counted = None if lease is None else counted_until(lease, now)
        return None if counted is None else min(settled_until(now), counted)


def counted_until(lease: dict[str, Any], now: datetime) -> datetime | None:
    """End of the last minute that the projector has counted for certain."""
    if lease.get("state") != "running" or "renewedAt" not in lease:
        return None
    told: datetime = lease["renewedAt"]
    if now - told > _FRESH:
        return None
    return floor_to(told - timedelta(milliseconds=lease.get("lagMs", 0)) - SETTLE / 3, MINUTE)
