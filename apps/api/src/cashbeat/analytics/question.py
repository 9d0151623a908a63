"""What is asked, read from the parameters: every fault named, every default filled in, pure.

A question holds all that its answer depends on beside the stored counts, so it is also the name of
the answer in the cache.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from cashbeat.analytics.parameters import AnalyticsParameters, TrendParameters
from cashbeat.contracts.payment import PaymentStatus
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.errors import InvalidRequest
from cashbeat.kit.currency import EXPONENTS
from cashbeat.kit.time_buckets import (
    QUARTER,
    Bucket,
    Grain,
    UnknownTimeZone,
    bucket_day,
    buckets,
    day_start,
    floor_to,
    local_day,
    next_bucket_day,
    zone,
)
from cashbeat.tenant.tenant import Tenant

MAX_BUCKETS = 750
MAX_METHODS = 20
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

_METHOD = re.compile(r"[a-z][a-z0-9_]{0,31}")
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)")
_INSTANT: TypeAdapter[datetime] = TypeAdapter(AwareDatetime)


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


def metrics_question(given: AnalyticsParameters, tenant: Tenant, now: datetime) -> MetricsQuestion:
    """What `GET /api/analytics/metrics` asks. Raises: InvalidRequest naming every fault."""
    reading = _Reading(given, tenant, now)
    span = reading.span(Grain.DAY)
    selection, tz = reading.finish()
    return MetricsQuestion(selection, tz, span, previous_span(span, tz, now))


def trends_question(given: TrendParameters, tenant: Tenant, now: datetime) -> TrendsQuestion:
    """What `GET /api/analytics/trends` asks. Raises: InvalidRequest naming every fault."""
    reading = _Reading(given, tenant, now)
    grain = reading.grain(given.period)
    span = reading.span(grain)
    found = reading.buckets(span, grain)
    selection, tz = reading.finish()
    finished = sum(bucket.end <= now for bucket in found)
    return TrendsQuestion(selection, tz, span, grain, found, finished)


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


def previous_span(span: Bucket, tz: ZoneInfo, now: datetime) -> Bucket:
    """The period before: as many whole local days, else the same duration.

    While the span still runs, only what corresponds to its elapsed part: up to the same wall-clock
    time that many days earlier (the same duration for a ragged span), `now` being floored to a
    quarter of an hour so that answers last. Empty when nothing has elapsed yet.
    """
    first, last = local_day(span.start, tz), local_day(span.end, tz)
    whole = day_start(first, tz) == span.start and day_start(last, tz) == span.end
    days = last - first
    begin = day_start(first - days, tz) if whole else span.start - (span.end - span.start)
    reached = floor_to(now, QUARTER)
    if span.end <= now:
        return Bucket(begin, span.start)
    if reached <= span.start:
        return Bucket(begin, begin)
    if whole:
        wall = reached.astimezone(tz).replace(tzinfo=None) - days
        cut = wall.replace(tzinfo=tz).astimezone(UTC)
    else:
        cut = begin + (reached - span.start)
    return Bucket(begin, min(max(cut, begin), span.start))


def _earlier(day: date, unit: Grain, count: int) -> date:
    if unit is Grain.MONTH:
        months = day.year * 12 + day.month - 1 - count
        return date(months // 12, months % 12 + 1, 1)
    return day - timedelta(days=count * (7 if unit is Grain.WEEK else 1))


class _Reading:
    """Reads parameters one by one and collects what is wrong with them."""

    def __init__(self, given: AnalyticsParameters, tenant: Tenant, now: datetime) -> None:
        self._problems: list[FieldProblem] = []
        self._now = now
        self._zone = self._read_zone(given.tz, tenant)
        self._selection = Selection(
            self._currency(given.currency, tenant),
            self._methods(given.method or ()),
            self._statuses(given.status or ()),
        )
        self._start = self._instant("from", given.start)
        self._end = self._instant("to", given.end)

    def finish(self) -> tuple[Selection, ZoneInfo]:
        """What was read. Raises: InvalidRequest."""
        if self._problems:
            raise InvalidRequest.of(self._problems)
        return self._selection, self._zone

    def grain(self, given: str) -> Grain:
        """The bucket's length; a day in place of an unknown one, so that reading can go on."""
        try:
            return Grain(given)
        except ValueError:
            known = ", ".join(Grain)
            self._fault("period", "unknown_period", f"{given!r} is none of {known}")
            return Grain.DAY

    def span(self, grain: Grain) -> Bucket:
        """The range, its missing ends filled in."""
        span = default_span(self._start, self._end, grain, self._zone, self._now)
        if span.start >= span.end:
            self._fault("from", "empty_range", "`from` must be before `to`")
        return span

    def buckets(self, span: Bucket, grain: Grain) -> tuple[Bucket, ...]:
        """The buckets that touch the span, at most MAX_BUCKETS of them."""
        found = tuple(islice(buckets(span.start, span.end, grain, self._zone), MAX_BUCKETS + 1))
        if len(found) > MAX_BUCKETS:
            self._fault(
                "period",
                "grain_too_fine",
                f"the range has more than {MAX_BUCKETS} buckets of one {grain.value}; "
                "ask for a longer period or a shorter range",
            )
        return found

    def _fault(self, name: str, code: str, message: str) -> None:
        self._problems.append(FieldProblem(field=f"query.{name}", code=code, message=message))

    def _read_zone(self, given: str | None, tenant: Tenant) -> ZoneInfo:
        if given is None:
            return tenant.zone
        try:
            return zone(given)
        except UnknownTimeZone as error:
            self._fault("tz", "unknown_time_zone", str(error))
            return tenant.zone

    def _currency(self, given: str | None, tenant: Tenant) -> str:
        if given is None:
            return tenant.default_currency
        if given not in EXPONENTS:
            message = f"{given!r} is not an ISO 4217 currency code in use"
            self._fault("currency", "unknown_currency", message)
        return given

    def _methods(self, given: Sequence[str]) -> tuple[str, ...]:
        if len(given) > MAX_METHODS:
            self._fault("method", "too_many", f"at most {MAX_METHODS} methods")
        for method in given[:MAX_METHODS]:
            if not _METHOD.fullmatch(method):
                self._fault("method", "invalid_method", f"{method!r} is no code of a method")
        return tuple(sorted(set(given)))

    def _statuses(self, given: Sequence[str]) -> tuple[str, ...]:
        known = {status.value for status in PaymentStatus}
        for status in sorted(set(given) - known)[:MAX_METHODS]:
            self._fault(
                "status", "unknown_status", f"{status!r} is none of {', '.join(sorted(known))}"
            )
        return tuple(sorted(set(given)))

    def _instant(self, name: str, given: str | None) -> datetime | None:
        if given is None:
            return None
        try:
            if not _RFC_3339.fullmatch(given):
                raise ValueError(given)
            value = _INSTANT.validate_python(given).astimezone(UTC)
        except (ValidationError, ValueError, OverflowError):
            self._fault(
                name,
                "invalid_instant",
                "must be RFC 3339 with an offset, such as 2026-03-01T00:00:00Z (+ is %2B in a URL)",
            )
            return None
        if not EARLIEST <= value <= LATEST:
            self._fault(name, "out_of_range", "must lie in the years 2000 to 2100")
            return None
        return value.replace(microsecond=value.microsecond // 1000 * 1000)
