"""Query parameters of the analytics endpoints, as given.

They are texts here: `question` reads them all and names every fault at once, which a framework that
stops at the first kind of fault cannot.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query
from pydantic import WithJsonSchema

from cashbeat.contracts.payment import PaymentStatus
from cashbeat.kit.time_buckets import Grain

_INSTANT = WithJsonSchema(
    {"type": "string", "format": "date-time", "examples": ["2026-03-01T00:00:00Z"]}
)
_ZONE = WithJsonSchema({"type": "string", "examples": ["Europe/Kyiv"]})
_CURRENCY = WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR"]})
_METHODS = WithJsonSchema(
    {
        "type": "array",
        "maxItems": 20,
        "items": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,31}$", "examples": ["card"]},
    }
)
_STATUSES = WithJsonSchema(
    {
        "type": "array",
        "maxItems": 4,
        "items": {"type": "string", "enum": [status.value for status in PaymentStatus]},
    }
)
_PERIOD = WithJsonSchema(
    {"type": "string", "enum": [grain.value for grain in Grain], "default": Grain.DAY.value}
)


@dataclass(frozen=True, slots=True)
class AnalyticsParameters:
    """Which payments: a range, a currency, methods and statuses; and the zone of days and hours."""

    start: Annotated[
        str | None,
        _INSTANT,
        Query(
            alias="from",
            description="Start of the range, inclusive: RFC 3339 with an offset (write + as %2B). "
            "Left out: the default number of days or buckets before `to`.",
        ),
    ] = None
    end: Annotated[
        str | None,
        _INSTANT,
        Query(
            alias="to",
            description="End of the range, exclusive. Left out: the end of the current local day "
            "(trends: of the current bucket).",
        ),
    ] = None
    tz: Annotated[
        str | None,
        _ZONE,
        Query(
            description="IANA zone that hours and days are cut in; the organisation's if left out.",
        ),
    ] = None
    currency: Annotated[
        str | None,
        _CURRENCY,
        Query(
            description="ISO 4217 code; the organisation's default if left out. Two currencies are "
            "never summed.",
        ),
    ] = None
    method: Annotated[
        list[str] | None, _METHODS, Query(description="One or more methods; all if left out.")
    ] = None
    status: Annotated[
        list[str] | None, _STATUSES, Query(description="One or more statuses; all if left out.")
    ] = None


@dataclass(frozen=True, slots=True)
class TrendParameters(AnalyticsParameters):
    """The same, and the length of a bucket."""

    period: Annotated[
        str,
        _PERIOD,
        Query(
            description="Length of a bucket. Days, weeks (from Monday) and months are local. The "
            "default range: 2 days of hours, 30 days, 12 weeks, 12 months. At most 750 buckets.",
        ),
    ] = Grain.DAY.value
