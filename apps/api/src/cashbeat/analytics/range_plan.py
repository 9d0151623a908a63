"""Which stored counts answer a span exactly, pure: the coarsest that fit, finer ones at the edges.

    start  payments | minutes | quarters | days ... days | quarters | minutes | payments  end

Days are the local days of the zone that the stored ones are cut in, which is the tenant's except
for a while after it was changed. Quarters are never cut by a zone, so an edge that is shorter than
a quarter lies in one local hour of every zone. Minutes are kept for a short time only, and used
where they surely are there; older edges are counted from the payments themselves.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from cashbeat.kit.time_buckets import (
    DAY,
    MINUTE,
    QUARTER,
    Bucket,
    ceil_to,
    day_start,
    floor_to,
    local_day,
)

HOUR = timedelta(hours=1)
MINUTES_TRUSTED = timedelta(minutes=45)
"""How far back minute rollups are read: less than the shortest retention a setting allows (1 h)."""


class Source(StrEnum):
    """Where counts come from."""

    DAYS = "days"
    QUARTERS = "quarters"
    MINUTES = "minutes"
    PAYMENTS = "payments"


class Segment(NamedTuple):
    """A part of a span and its source; `[start, end)` is aligned to the source's buckets.

    `shift`: hours to add to the hours inside day documents to read them on the asked clock.
    """

    source: Source
    start: datetime
    end: datetime
    shift: int = 0


def plan(
    spans: Iterable[Bucket],
    day_zone: ZoneInfo | None,
    clock: ZoneInfo | None,
    minutes_from: datetime,
) -> list[Segment]:
    """Segments that cover ascending, disjoint spans exactly, in order.

    Shape:  no segment's bucket crosses the border of a span, though a segment may: a bucket belongs
            to the span that holds its start.
    Days:   the zone that the stored days are cut in; None to do without them.
    Clock:  the zone whose hours of day are asked for, None when hours do not matter. A day document
            tells the hours of a zone that differs from its own by whole hours all day long;
            any other day is read from quarters.
    """
    return _merged(
        segment for span in spans for segment in _cover(span, day_zone, clock, minutes_from)
    )


def _cover(
    span: Bucket, day_zone: ZoneInfo | None, clock: ZoneInfo | None, minutes_from: datetime
) -> Iterator[Segment]:
    first, last = ceil_to(span.start, QUARTER), floor_to(span.end, QUARTER)
    if first > last:
        yield from _edge(span.start, span.end, minutes_from)
        return
    yield from _edge(span.start, first, minutes_from)
    yield from _inner(first, last, day_zone, clock)
    yield from _edge(last, span.end, minutes_from)


def _inner(
    first: datetime, last: datetime, day_zone: ZoneInfo | None, clock: ZoneInfo | None
) -> Iterator[Segment]:
    if day_zone is not None:
        first_day, last_day = _ceil_day(first, day_zone), _floor_day(last, day_zone)
        if first_day < last_day:
            yield from _segment(Source.QUARTERS, first, first_day)
            yield from _days(first_day, last_day, day_zone, clock)
            yield from _segment(Source.QUARTERS, last_day, last)
            return
    yield from _segment(Source.QUARTERS, first, last)


def _edge(start: datetime, end: datetime, minutes_from: datetime) -> Iterator[Segment]:
    first, last = ceil_to(start, MINUTE), floor_to(end, MINUTE)
    if start < minutes_from or first >= last:
        yield from _segment(Source.PAYMENTS, start, end)
        return
    yield from _segment(Source.PAYMENTS, start, first)
    yield from _segment(Source.MINUTES, first, last)
    yield from _segment(Source.PAYMENTS, last, end)


def _days(
    first: datetime, last: datetime, day_zone: ZoneInfo, clock: ZoneInfo | None
) -> Iterator[Segment]:
    if clock is None or clock.key == day_zone.key:
        yield Segment(Source.DAYS, first, last)
        return
    start, day = first, local_day(first, day_zone)
    while start < last:
        day += DAY
        end = day_start(day, day_zone)
        if start == end:
            continue
        shift = _hour_shift(start, end, day_zone, clock)
        if shift is None:
            yield from _segment(Source.QUARTERS, start, end)
        else:
            yield Segment(Source.DAYS, start, end, shift)
        start = end


def _hour_shift(start: datetime, end: datetime, day_zone: ZoneInfo, clock: ZoneInfo) -> int | None:
    """Whole hours between two zones' clocks throughout a day; None where they are not constant."""
    differences = {
        _offset(instant, clock) - _offset(instant, day_zone) for instant in (start, end - MINUTE)
    }
    changes = _offset(start, day_zone) != _offset(end - MINUTE, day_zone)
    if changes or len(differences) > 1:
        return None
    difference = differences.pop()
    return None if difference % HOUR else difference // HOUR


def _offset(instant: datetime, tz: ZoneInfo) -> timedelta:
    return instant.astimezone(tz).utcoffset() or timedelta(0)


def _ceil_day(instant: datetime, tz: ZoneInfo) -> datetime:
    day = local_day(instant, tz)
    while (start := day_start(day, tz)) < instant:
        day += DAY
    return start


def _floor_day(instant: datetime, tz: ZoneInfo) -> datetime:
    return day_start(local_day(instant, tz), tz)


def _segment(source: Source, start: datetime, end: datetime) -> Iterator[Segment]:
    if start < end:
        yield Segment(source, start, end)


def _merged(segments: Iterable[Segment]) -> list[Segment]:
    merged: list[Segment] = []
    for segment in segments:
        before = merged[-1] if merged else None
        if (
            before is not None
            and segment.source is not Source.PAYMENTS
            and (before.source, before.end, before.shift)
            == (segment.source, segment.start, segment.shift)
        ):
            merged[-1] = before._replace(end=segment.end)
        else:
            merged.append(segment)
    return merged


def of_source(segments: Sequence[Segment], source: Source) -> list[Segment]:
    """The segments that one source answers."""
    return [segment for segment in segments if segment.source is source]
