"""Rollups as stored. One collection a grain; `_id` is the bucket's whole name.

    rollup_minutes   _id "<tenant>|EUR|2026-03-01T08:15Z"   one minute, expires
    rollup_quarters  _id "<tenant>|EUR|2026-03-01"          15 minutes, those of one UTC day
    rollup_days      _id "<tenant>|EUR|2026-03-01"          one day of the tenant's time zone, with
                                                            its hours inside; behind it "|<cut>"
                                                            when days were cut anew (`recuts`)

Counters are {method: {status: {n: payments, a: minor units, r: refunded}}}; those of failed ones
have f: {failure code: {n, a}}, too. They stand under `m`, those of quarters under `q` by their
number in the UTC day ("0".."95").
Day documents add `hn` {hour: payments} and `h` {hour: {method: {status: payments}}} by local hour
("0".."23", an hour that a clock change repeats is one entry), for the peak hour and heat maps.
"""

from datetime import datetime
from typing import Any, ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

_RANGE_INDEX = IndexModel(
    [("tenantId", ASCENDING), ("currency", ASCENDING), ("start", ASCENDING)], name="range"
)


class RollupMinute(Document):
    """One minute of one tenant and currency; `expiresAt` lets MongoDB remove it."""

    id: str  # type: ignore[assignment]
    tenantId: str
    currency: str
    start: datetime
    expiresAt: datetime
    m: dict[str, Any]

    class Settings:
        """Collection and indexes."""

        name = "rollup_minutes"
        indexes: ClassVar = [
            _RANGE_INDEX,
            IndexModel([("expiresAt", ASCENDING)], name="expiry", expireAfterSeconds=0),
        ]


class RollupQuarter(Document):
    """The quarters of an hour of one UTC day, tenant and currency. `start` is its midnight."""

    id: str  # type: ignore[assignment]
    tenantId: str
    currency: str
    start: datetime
    q: dict[str, Any]

    class Settings:
        """Collection and indexes."""

        name = "rollup_quarters"
        indexes: ClassVar = [_RANGE_INDEX]


class RollupDay(Document):
    """One local day of one tenant and currency. `start` is its first instant; `day` its date."""

    id: str  # type: ignore[assignment]
    tenantId: str
    currency: str
    day: str
    timeZone: str
    start: datetime
    cut: int | None = None
    m: dict[str, Any]
    hn: dict[str, int]
    h: dict[str, Any]

    class Settings:
        """Collection and indexes."""

        name = "rollup_days"
        indexes: ClassVar = [_RANGE_INDEX]
