"""Half-open time buckets on the UTC line, cut where a zone's clocks say so.

A bucket is ``[start, end)`` in UTC. Local days have 23 or 25 hours at a daylight-saving change, and
none at all where a zone skipped one (Samoa, 30 December 2011): such a day yields no bucket.
Every UTC offset in use since 1972 is a multiple of 15 minutes, so quarters are never cut by a zone.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Grain(StrEnum):
    """Length of a bucket. Days, weeks (from Monday, ISO 8601) and months are the zone's own."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Bucket(NamedTuple):
    """``[start, end)``, both aware UTC datetimes."""

    start: datetime
    end: datetime


class UnknownTimeZone(ValueError):
    """A name that is not in the IANA time zone database."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is not an IANA time zone (try Europe/Kyiv or UTC)")
        self.name = name


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones() - {"localtime", "posixrules", "Factory"})


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name. Raises: UnknownTimeZone."""
    if name not in _zone_names():
        raise UnknownTimeZone(name)
    return ZoneInfo(name)


def floor_to(instant: datetime, length: timedelta) -> datetime:
    """Start of the fixed-length bucket (a minute, a quarter of an hour) that holds the instant."""
    return instant - (instant - _EPOCH) % length


def ceil_to(instant: datetime, length: timedelta) -> datetime:
    """First bucket start that is not before the instant."""
    return instant + (_EPOCH - instant) % length


@lru_cache(maxsize=16384)
def day_start(day: date, tz: ZoneInfo) -> datetime:
    """First instant of a local day, in UTC; where clocks skip midnight, the moment they do."""
    return datetime(day.year, day.month, day.day, tzinfo=tz).astimezone(UTC)


def local_day(instant: datetime, tz: ZoneInfo) -> date:
    """Calendar day of an instant in a zone.

    Where clocks go back across midnight (Casey 2010, Newfoundland until 2011), the day that has
    begun goes on, so that days never overlap.
    """
    day = instant.astimezone(tz).date()
    return day + DAY if day_start(day + DAY, tz) <= instant else day


def bucket_day(day: date, grain: Grain) -> date:
    """First day of the day, week or month that holds the day."""
    if grain is Grain.WEEK:
        return day - timedelta(days=day.weekday())
    if grain is Grain.MONTH:
        return day.replace(day=1)
    return day


def next_bucket_day(first: date, grain: Grain) -> date:
    """First day of the following day, week or month."""
    if grain is Grain.WEEK:
        return first + timedelta(days=7)
    if grain is Grain.MONTH:
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first + DAY


def hour_start(instant: datetime, tz: ZoneInfo) -> datetime:
    """Last instant at or before this one at which the zone's clocks show a full hour."""
    start = floor_to(instant, QUARTER)
    while start.astimezone(tz).minute:
        start -= QUARTER
    return start


def buckets(start: datetime, end: datetime, grain: Grain, tz: ZoneInfo) -> Iterator[Bucket]:
    """Every bucket of a zone that touches ``[start, end)``, in order, whole (not clipped)."""
    if grain is Grain.HOUR:
        yield from _hours(start, end, tz)
    else:
        yield from _days(start, end, grain, tz)


def _days(start: datetime, end: datetime, grain: Grain, tz: ZoneInfo) -> Iterator[Bucket]:
    first = bucket_day(local_day(start, tz), grain)
    while (begin := day_start(first, tz)) < end:
        first = next_bucket_day(first, grain)
        until = day_start(first, tz)
        if begin < until:
            yield Bucket(begin, until)


def _hours(start: datetime, end: datetime, tz: ZoneInfo) -> Iterator[Bucket]:
    begin = hour_start(start, tz)
    while begin < end:
        until = begin + QUARTER
        while until.astimezone(tz).minute:
            until += QUARTER
        yield Bucket(begin, until)
        begin = until
