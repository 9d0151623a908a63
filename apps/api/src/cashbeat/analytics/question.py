"""What is asked, read from the parameters: every fault named, every default filled in, pure.

A question holds all that its answer depends on beside the stored counts, so it is also the name of
the answer in the cache.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from cashbeat.analytics.comparison import compared_span
from cashbeat.analytics.parameters import (
    COMPARE,
    PERIOD,
    AnalyticsParameters,
    MetricsParameters,
    TrendParameters,
)
from cashbeat.contracts.analytics import Comparison
from cashbeat.core.parameters import METHOD, STATUS, ParameterReader
from cashbeat.kit.time_buckets import (
    Bucket,
    Grain,
    bucket_day,
    buckets,
    day_start,
    local_day,
    next_bucket_day,
)
from cashbeat.tenant.tenant import Tenant

MAX_BUCKETS = 750
EARLIEST = datetime(1999, 12, 31, tzinfo=UTC)
LATEST = datetime(2101, 1, 2, tzinfo=UTC)
"""The local years 2000 to 2100 of every zone."""

DEFAULT_BUCKETS = {
    Grain.HOUR: (Grain.DAY, 2),
    Grain.DAY: (Grain.DAY, 30),
    Grain.WEEK: (Grain.WEEK, 12),
    Grain.MONTH: (Grain.MONTH, 12),
}
"""Length of the default range of a grain: so many days, weeks or months, the current one last."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which payments of a tenant count; no methods or statuses means all of them."""

    currency: str
    methods: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MetricsQuestion:
    """The figures of a span and of the one it is compared with."""

    selection: Selection
    zone: ZoneInfo
    span: Bucket
    previous: Bucket


@dataclass(frozen=True, slots=True)
class TrendsQuestion:
    """The buckets that touch a span; the first `finished` of them have ended."""

    selection: Selection
    zone: ZoneInfo
    span: Bucket
    grain: Grain
    buckets: tuple[Bucket, ...]
    finished: int
    comparison: Comparison | None = None

    def is_complete(self, place: int) -> bool:
        """Whether a bucket has ended, and lies in the span as a whole."""
        bucket, span = self.buckets[place], self.span
        return place < self.finished and span.start <= bucket.start and bucket.end <= span.end


def metrics_question(given: MetricsParameters, tenant: Tenant, now: datetime) -> MetricsQuestion:
    """What `GET /api/analytics/metrics` asks. Raises: InvalidRequest naming every fault."""
    reading = Reading(given, tenant, now)
    span = reading.span(Grain.DAY)
    comparison = reading.comparison(given.compare) or "previous"
    selection, tz = reading.finish()
    return MetricsQuestion(selection, tz, span, compared_span(comparison, span, tz, now))


def trends_question(given: TrendParameters, tenant: Tenant, now: datetime) -> TrendsQuestion:
    """What `GET /api/analytics/trends` asks. Raises: InvalidRequest naming every fault."""
    reading = Reading(given, tenant, now)
    grain = reading.grain(given.period)
    span = reading.span(grain)
    found = reading.buckets(span, grain)
    comparison = reading.comparison(given.compare)
    selection, tz = reading.finish()
    finished = sum(bucket.end <= now for bucket in found)
    return TrendsQuestion(selection, tz, span, grain, found, finished, comparison)


def default_span(
    start: datetime | None, end: datetime | None, grain: Grain, tz: ZoneInfo, now: datetime
) -> Bucket:
    """The span of which neither, one or both ends are given.

    Without `end` it ends with the current day, week or month; without `start` it has the grain's
    default number of them, the one that holds the last moment before `end` being the last.
    """
    unit, count = DEFAULT_BUCKETS[grain]
    if end is None:
        end = day_start(next_bucket_day(bucket_day(local_day(now, tz), unit), unit), tz)
    if start is None:
        last = bucket_day(local_day(end - timedelta(milliseconds=1), tz), unit)
        start = day_start(_earlier(last, unit, count - 1), tz)
    return Bucket(start, end)


def _earlier(day: date, unit: Grain, count: int) -> date:
    if unit is Grain.MONTH:
        months = day.year * 12 + day.month - 1 - count
        return date(months // 12, months % 12 + 1, 1)
    return day - timedelta(days=count * (7 if unit is Grain.WEEK else 1))


class Reading:
    """A question being read: what is known of it so far, and what is wrong with it."""

    def __init__(self, given: AnalyticsParameters, tenant: Tenant, now: datetime) -> None:
        self.reader = reader = ParameterReader(given.noted)
        self._now = now
        self._zone = reader.zone(given.tz, tenant.zone)
        self._selection = Selection(
            reader.currency(given.currency) or tenant.default_currency,
            reader.several("method", given.method, METHOD),
            tuple(status.value for status in reader.several("status", given.status, STATUS)),
        )
        start, end = reader.range(given.start, given.end)
        self._start = self.within_years("from", start)
        self._end = self.within_years("to", end)

    def finish(self) -> tuple[Selection, ZoneInfo]:
        """What was read. Raises: InvalidRequest."""
        self.reader.finish()
        return self._selection, self._zone

    def grain(self, given: str) -> Grain:
        """The bucket's length; a day in place of an unknown one, so that reading can go on."""
        return self.reader.one("period", given, PERIOD) or Grain.DAY

    def comparison(self, given: str | None) -> Comparison | None:
        """What to compare with; None when it was left out."""
        return self.reader.one("compare", given, COMPARE)

    def span(self, grain: Grain) -> Bucket:
        """The range, its missing ends filled in."""
        span = default_span(self._start, self._end, grain, self._zone, self._now)
        if span.start >= span.end:
            self.reader.fault("from", "empty_range", "`from` must be before `to`")
        return span

    def buckets(self, span: Bucket, grain: Grain) -> tuple[Bucket, ...]:
        """The buckets that touch the span, at most MAX_BUCKETS of them."""
        found = tuple(islice(buckets(span.start, span.end, grain, self._zone), MAX_BUCKETS + 1))
        if len(found) > MAX_BUCKETS:
            self.reader.fault(
                "period",
                "grain_too_fine",
                f"the range has more than {MAX_BUCKETS} buckets of one {grain.value}; "
                "ask for a longer period or a shorter range",
            )
        return found

    def within_years(self, name: str, value: datetime | None) -> datetime | None:
        if value is None or EARLIEST <= value <= LATEST:
            return value
        self.reader.fault(name, "out_of_range", "must lie in the years 2000 to 2100")
        return None
