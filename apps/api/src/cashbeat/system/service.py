"""Questions about the system itself."""

from datetime import timedelta
from typing import Literal

from pymongo.errors import PyMongoError

from cashbeat import __version__
from cashbeat.contracts.system import ProjectorStatus, SystemStatus
from cashbeat.core.mongo import Database
from cashbeat.core.redis import RedisHint

LATE = timedelta(seconds=30)
"""A projector this far behind degrades the product: the numbers shown are old."""

_MILLISECOND = timedelta(milliseconds=1)


class SystemService:
    """Tells how MongoDB, Redis and the projector do."""

    def __init__(self, database: Database, redis: RedisHint) -> None:
        self._database = database
        self._redis = redis

    async def status(self) -> SystemStatus:
        """Whether everything works: `down` cannot serve, `degraded` serves with something amiss."""
        projector = await self._projector()
        redis: Literal["ok", "down"] = (
            "ok" if await self._redis.call(lambda client: client.ping()) else "down"
        )
        if projector is None:
            absent = ProjectorStatus(state="absent", lag_ms=None, quarantined=0)
            return SystemStatus(
                status="down", mongo="down", redis=redis, projector=absent, version=__version__
            )
        late = projector.lag_ms is None or projector.lag_ms * _MILLISECOND > LATE
        well = redis == "ok" and projector.state == "running" and not late
        return SystemStatus(
            status="ok" if well else "degraded",
            mongo="ok",
            redis=redis,
            projector=projector,
            version=__version__,
        )

    async def _projector(self) -> ProjectorStatus | None:
        live = {"_id": "projector", "$expr": {"$gt": ["$expiresAt", "$$NOW"]}}
        try:
            lease = await self._database["leases"].find_one(live)
            quarantined = await self._database["quarantine"].estimated_document_count()
        except PyMongoError:
            return None
        if lease is None:
            return ProjectorStatus(state="absent", lag_ms=None, quarantined=quarantined)
        rebuilding = lease["state"] != "running"
        return ProjectorStatus(
            state="rebuilding" if rebuilding else "running",
            lag_ms=lease["lagMs"],
            quarantined=quarantined,
        )
