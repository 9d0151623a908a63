"""What a range is compared with, pure: the whole of it for tiles, part by part for charts.

previous   the period right before: as many whole local days, else the same duration
week       the same local days and times one week earlier
month      one calendar month earlier; of days that it lacks, its last one
year       one year earlier; 28 February for the 29th

Whole months of `month` and `year` are compared with whole months, however long they are.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from cashbeat.contracts.analytics import Comparison
from cashbeat.kit.time_buckets import (
    DAY,
    QUARTER,
    Bucket,
    Grain,
    day_start,
    floor_to,
    local_day,
)


@dataclass(frozen=True, slots=True)
class Shift:
    """How far back, on the local calendar; with `length`, on the UTC line."""

    months: int = 0
    days: int = 0
    length: timedelta | None = None

    def day(self, day: date) -> date:
        """The corresponding day; the last one of a month that lacks it."""
        if self.months:
            number = day.year * 12 + day.month - 1 - self.months
            first = date(number // 12, number % 12 + 1, 1)
            day = first.replace(day=min(day.day, _length_of(first)))
        return day - self.days * DAY

    def has(self, day: date) -> bool:
        """Whether the earlier month has such a day."""
        return not self.months or self.day(day).day == day.day


_CALENDAR = {"week": Shift(days=7), "month": Shift(months=1), "year": Shift(months=12)}


def shift_of(comparison: Comparison, span: Bucket, tz: ZoneInfo) -> Shift:
    """How far back the range is that this one is compared with."""
    if comparison != "previous":
        return _CALENDAR[comparison]
    if _is_whole(span, tz):
        return Shift(days=(local_day(span.end, tz) - local_day(span.start, tz)).days)
    return Shift(length=span.end - span.start)


def compared_span(comparison: Comparison, span: Bucket, tz: ZoneInfo, now: datetime) -> Bucket:
    """The range that a span is compared with.

    While the span still runs, only what corresponds to its elapsed part: up to the same wall-clock
    time of the corresponding day (the same duration where durations are compared), `now` being
    floored to a quarter of an hour so that answers last. Empty when nothing has elapsed yet.
    """
    shift = shift_of(comparison, span, tz)
    whole = shifted(span, shift, tz)
    if span.end <= now:
        return whole
    reached = floor_to(now, QUARTER)
    if reached <= span.start:
        return Bucket(whole.start, whole.start)
    cut = _instant(reached, shift, tz)
    return Bucket(whole.start, min(max(cut, whole.start), whole.end))


def shifted(span: Bucket, shift: Shift, tz: ZoneInfo) -> Bucket:
    """The corresponding earlier span: days for days, else the same wall-clock times."""
    if shift.length is None and _is_whole(span, tz):
        first, end = local_day(span.start, tz), local_day(span.end, tz)
        if first.day == end.day == 1:
            return Bucket(day_start(shift.day(first), tz), day_start(shift.day(end), tz))
        after = shift.day(end - DAY) + DAY
        return Bucket(day_start(shift.day(first), tz), day_start(after, tz))
    start, until = _instant(span.start, shift, tz), _instant(span.end, shift, tz)
    return Bucket(start, until if start < until else start + (span.end - span.start))


def counterpart(part: Bucket, grain: Grain, shift: Shift, tz: ZoneInfo) -> Bucket | None:
    """The part of the compared range in the place of a bucket, or of what the range has of it.

    None for a day that the earlier month lacks, and for an hour that the clocks of that day skipped
    or did not repeat.
    """
    if shift.length is None:
        if grain is Grain.HOUR:
            return _same_hour(part, shift, tz)
        if grain is Grain.DAY and not shift.has(local_day(part.start, tz)):
            return None
    found = shifted(part, shift, tz)
    return found if found.start < found.end else None


def chart_shift(comparison: Comparison, span: Bucket, grain: Grain, tz: ZoneInfo) -> Shift:
    """The same shift; of whole months shown by month, as many months."""
    first, end = local_day(span.start, tz), local_day(span.end, tz)
    months = (end.year - first.year) * 12 + end.month - first.month
    monthly = grain is Grain.MONTH and first.day == end.day == 1 and _is_whole(span, tz)
    if comparison == "previous" and monthly:
        return Shift(months=months)
    return shift_of(comparison, span, tz)


def _same_hour(part: Bucket, shift: Shift, tz: ZoneInfo) -> Bucket | None:
    local = part.start.astimezone(tz)
    day = local.date()
    if not shift.has(day):
        return None
    wanted = datetime.combine(shift.day(day), local.time(), tz)
    start = wanted.astimezone(UTC)
    shown = start.astimezone(tz)
    if (shown.replace(tzinfo=None), shown.fold) != (wanted.replace(tzinfo=None), local.fold):
        return None
    return Bucket(start, start + (part.end - part.start))


def _instant(instant: datetime, shift: Shift, tz: ZoneInfo) -> datetime:
    if shift.length is not None:
        return instant - shift.length
    local = instant.astimezone(tz)
    wall = local.time().replace(fold=0)
    return datetime.combine(shift.day(local.date()), wall, tz).astimezone(UTC)


def _is_whole(span: Bucket, tz: ZoneInfo) -> bool:
    return all(day_start(local_day(edge, tz), tz) == edge for edge in span)


def _length_of(first: date) -> int:
    following = (first + timedelta(days=31)).replace(day=1)
    return (following - first).days
