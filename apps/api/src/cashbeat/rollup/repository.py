"""Questions asked of the rollups. Sums are left to the reader: order does not matter to them."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from cashbeat.core.mongo import Database
from cashbeat.kit.time_buckets import DAY, QUARTER, floor_to
from cashbeat.rollup.writer import DAYS, MINUTES, QUARTERS

Ranges = Sequence[tuple[datetime, datetime]]
"""Disjoint `[start, end)` in UTC."""


class RollupRepository:
    """Buckets of a tenant and currency as stored: `start` and `m`, days also `day`, `hn`, `h`."""

    def __init__(self, database: Database) -> None:
        self._minutes = database[MINUTES]
        self._quarters = database[QUARTERS]
        self._days = database[DAYS]

    async def list_currencies(self, tenant_id: str) -> list[str]:
        """Currencies the tenant has payments in, alphabetical."""
        return sorted(await self._days.distinct("currency", {"tenantId": tenant_id}))

    async def get_edges(self, tenant_id: str) -> tuple[datetime, datetime] | None:
        """Start of the UTC days of the first and the last quarter; None without any."""
        found = [
            day["start"]
            for currency in await self.list_currencies(tenant_id)
            for order in (1, -1)
            if (day := await self._quarters_from(tenant_id, currency, None, order)) is not None
        ]
        return (min(found), max(found)) if found else None

    async def get_first_quarters(
        self, tenant_id: str, currencies: Sequence[str], since: datetime
    ) -> datetime | None:
        """Start of the first UTC day that may have quarters at or after an instant."""
        found = [
            day["start"]
            for currency in currencies
            if (day := await self._quarters_from(tenant_id, currency, floor_to(since, DAY), 1))
        ]
        return min(found, default=None)

    async def _quarters_from(
        self, tenant_id: str, currency: str, since: datetime | None, order: int
    ) -> dict[str, Any] | None:
        query: dict[str, Any] = {"tenantId": tenant_id, "currency": currency}
        if since is not None:
            query["start"] = {"$gte": since}
        return await self._quarters.find_one(query, {"start": 1}, sort=[("start", order)])

    async def list_other_cuts(self, tenant_id: str, cut: int, limit: int) -> list[str]:
        """Names of day documents that are of another cut than this one."""
        query = {"tenantId": tenant_id, "cut": {"$ne": cut or None}}
        return [day["_id"] async for day in self._days.find(query, {"_id": 1}).limit(limit)]

    async def list_minutes(
        self, tenant_id: str, currency: str, ranges: Ranges
    ) -> list[dict[str, Any]]:
        """Minutes that start in one of the ranges; only those of the last hour are surely kept."""
        query = range_query(tenant_id, currency, ranges)
        return await self._minutes.find(query, _BUCKET, batch_size=_BATCH).to_list()

    async def get_first_minute(self, tenant_id: str, currencies: Sequence[str]) -> datetime | None:
        """Start of the oldest minute that is kept in any of the currencies."""
        starts = [
            minute["start"]
            for currency in currencies
            if (minute := await self._oldest_minute(tenant_id, currency)) is not None
        ]
        return min(starts, default=None)

    async def _oldest_minute(self, tenant_id: str, currency: str) -> dict[str, Any] | None:
        query = {"tenantId": tenant_id, "currency": currency}
        return await self._minutes.find_one(query, {"start": 1}, sort=[("start", 1)])

    async def list_quarters(
        self, tenant_id: str, currency: str, ranges: Ranges
    ) -> list[dict[str, Any]]:
        """Quarters of an hour that start in one of the ranges: of whole days, what lies inside."""
        holds = _membership(ranges)
        days = [(floor_to(start, DAY), end) for start, end in ranges]
        query = range_query(tenant_id, currency, days)
        stored = self._quarters.find(query, {"_id": 0, "start": 1, "q": 1}, batch_size=_BATCH)
        return [
            {"start": start, "m": counters}
            async for day in stored
            for place, counters in day.get("q", {}).items()
            if holds(start := day["start"] + _OFFSETS[place])
        ]

    async def list_days(
        self, tenant_id: str, currency: str, ranges: Ranges, *, cut: int, hours: str | None
    ) -> list[dict[str, Any]]:
        """Local days of a cut that start in one of the ranges.

        `hours`: "hn" for payments by hour, "h" for them by hour, method and status (some 20 times
        as long), either beside the `day`; None for neither.
        """
        query = range_query(tenant_id, currency, ranges) | {"cut": cut or None}
        fields = _BUCKET if hours is None else _BUCKET | {"day": 1, hours: 1}
        return await self._days.find(query, fields, batch_size=_BATCH).to_list()


_BUCKET = {"_id": 0, "start": 1, "m": 1}
_BATCH = 5_000
"""Documents a round trip: years of days come in one, where the default stops after 101."""


_OFFSETS = {str(place): place * QUARTER for place in range(96)}
"""What a quarter's number in the UTC day stands for."""


def _membership(ranges: Ranges) -> Callable[[datetime], bool]:
    """Whether an instant lies in one of the ranges; a year has 35,000 quarters to ask for."""
    ordered = sorted(ranges)
    starts, ends = [start for start, _ in ordered], [end for _, end in ordered]

    def holds(instant: datetime) -> bool:
        place = bisect_right(starts, instant) - 1
        return place >= 0 and instant < ends[place]

    return holds


def range_query(tenant_id: str, currency: str, ranges: Ranges) -> dict[str, Any]:
    """Buckets that start in one of the ranges; each branch is one scan of the index `range`."""
    branches = [
        {"tenantId": tenant_id, "currency": currency, "start": {"$gte": start, "$lt": end}}
        for start, end in ranges
    ]
    return branches[0] if len(branches) == 1 else {"$or": branches}
