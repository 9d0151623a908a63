"""Questions about the organisation and about the system itself."""

from datetime import timedelta
from typing import Literal

from pymongo.errors import PyMongoError

from cashbeat import __version__
from cashbeat.contracts.system import Organisation, ProjectorStatus, SystemStatus
from cashbeat.core.mongo import Database
from cashbeat.core.redis import RedisHint
from cashbeat.payment.methods import PaymentMethods
from cashbeat.rollup.repository import RollupRepository
from cashbeat.tenant.tenant import Tenant

LATE = timedelta(seconds=30)
"""A projector this far behind degrades the product: the numbers shown are old."""

_MILLISECOND = timedelta(milliseconds=1)


class SystemService:
    """Tells who the organisation is, and how MongoDB, Redis and the projector do."""

    def __init__(
        self,
        database: Database,
        redis: RedisHint,
        methods: PaymentMethods,
        rollups: RollupRepository,
    ) -> None:
        self._database = database
        self._redis = redis
        self._methods = methods
        self._rollups = rollups

    async def organisation(self, tenant: Tenant) -> Organisation:
        """The organisation with its methods and the currencies it has payments in."""
        found = set(await self._rollups.list_currencies(tenant.id)) - {tenant.default_currency}
        return Organisation(
            id=tenant.id,
            name=tenant.name,
            time_zone=tenant.time_zone,
            default_currency=tenant.default_currency,
            currencies=[tenant.default_currency, *sorted(found)],
            methods=await self._methods.list_all(tenant.id),
        )

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
