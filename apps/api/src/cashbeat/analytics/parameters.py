"""Query parameters of the analytics endpoints, as given; `question` reads them."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from cashbeat.contracts.analytics import Comparison
from cashbeat.core.faults import Noted
from cashbeat.core.parameters import CURRENCY, INSTANT, METHOD, STATUS, ZONE, Parameter
from cashbeat.kit.time_buckets import Grain

PERIOD: Parameter[Grain] = Parameter(Grain, default=Grain.DAY.value)
COMPARE: Parameter[Comparison] = Parameter(Comparison)


@dataclass(frozen=True, slots=True)
class AnalyticsParameters:
    """Which payments: a range, a currency, methods and statuses; and the zone of days and hours.

    `noted` is what the route found wrong.
    """

    noted: Noted = ()
    start: Annotated[
        str | None,
        INSTANT.schema,
        Query(
            alias="from",
            description="Start of the range, inclusive: RFC 3339 with an offset (write + as %2B). "
            "Left out: the default number of days or buckets before `to`.",
        ),
    ] = None
    end: Annotated[
        str | None,
        INSTANT.schema,
        Query(
            alias="to",
            description="End of the range, exclusive. Left out: the end of the current local day "
            "(trends: of the current bucket).",
        ),
    ] = None
    tz: Annotated[
        str | None,
        ZONE.schema,
        Query(
            description="IANA zone that hours and days are cut in; the organisation's if left out.",
        ),
    ] = None
    currency: Annotated[
        str | None,
        CURRENCY.schema,
        Query(
            description="ISO 4217 code; the organisation's default if left out. Two currencies are "
            "never summed.",
        ),
    ] = None
    method: Annotated[
        list[str] | None, METHOD.several, Query(description="One or more methods; all if left out.")
    ] = None
    status: Annotated[
        list[str] | None,
        STATUS.several,
        Query(description="One or more statuses; all if left out."),
    ] = None


@dataclass(frozen=True, slots=True)
class MetricsParameters(AnalyticsParameters):
    """The same, and what to compare with."""

    compare: Annotated[
        str | None,
        COMPARE.schema,
        Query(
            description="What `previous` is of: the period right before (the default), or the same "
            "local days and times one week, one calendar month or one year earlier. A month that "
            "lacks a day answers with its last one; whole months answer for whole months.",
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class TrendParameters(AnalyticsParameters):
    """The same, the length of a bucket, and what to compare buckets with."""

    period: Annotated[
        str,
        PERIOD.schema,
        Query(
            description="Length of a bucket. Days, weeks (from Monday) and months are local. The "
            "default range: 2 days of hours, 30 days, 12 weeks, 12 months. At most 750 buckets.",
        ),
    ] = Grain.DAY.value
    compare: Annotated[
        str | None,
        COMPARE.schema,
        Query(
            description="What `previous` of each bucket is of: the period right before, or the "
            "same local days and times one week, one calendar month or one year earlier. Left out: "
            "`previous` is null.",
        ),
    ] = None
