"""Buckets of real zones: complete, disjoint, and cut where the clocks say so."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashbeat.kit.time_buckets import (
    DAY,
    QUARTER,
    Grain,
    UnknownTimeZone,
    buckets,
    ceil_to,
    day_start,
    floor_to,
    local_day,
    zone,
)

ZONES = [
    "UTC",
    "Europe/Kyiv",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Casey",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
]
EARLY = datetime(2000, 1, 2)  # noqa: DTZ001 hypothesis wants naive bounds
LATE = datetime(2040, 1, 1)  # noqa: DTZ001
instants = st.datetimes(EARLY, LATE, timezones=st.just(UTC))


@given(
    st.sampled_from(ZONES),
    instants,
    st.timedeltas(timedelta(milliseconds=1), timedelta(days=60)),
    st.sampled_from(Grain),
)
def test_buckets_cover_a_range_without_gap_or_overlap(
    name: str, start: datetime, length: timedelta, grain: Grain
) -> None:
    end = start + length
    found = list(buckets(start, end, grain, zone(name)))
    assert found[0].start <= start < found[0].end
    assert found[-1].start < end <= found[-1].end
    assert all(a.end == b.start for a, b in pairwise(found))
    assert all(floor_to(bucket.start, QUARTER) == bucket.start for bucket in found)


@given(st.sampled_from(ZONES), instants, st.sampled_from([Grain.DAY, Grain.WEEK, Grain.MONTH]))
def test_a_bucket_begins_on_the_local_day_its_grain_says(
    name: str, start: datetime, grain: Grain
) -> None:
    tz = zone(name)
    for bucket in buckets(start, start + timedelta(days=70), grain, tz):
        first = local_day(bucket.start, tz)
        assert local_day(bucket.start - timedelta(milliseconds=1), tz) < first
        if grain is Grain.WEEK and name != "Pacific/Apia":
            assert first.weekday() == 0
        if grain is Grain.MONTH:
            assert first.day == 1


@given(st.sampled_from(ZONES), instants)
def test_an_hour_begins_at_a_full_hour_of_the_clock(name: str, start: datetime) -> None:
    for bucket in buckets(start, start + timedelta(days=2), Grain.HOUR, zone(name)):
        assert bucket.start.astimezone(zone(name)).minute == 0


@given(st.sampled_from(ZONES), instants)
def test_an_instant_lies_in_its_local_day(name: str, instant: datetime) -> None:
    tz = zone(name)
    day = local_day(instant, tz)
    assert day_start(day, tz) <= instant < day_start(day + DAY, tz)


@given(instants, st.sampled_from([QUARTER, timedelta(minutes=1)]))
def test_floor_and_ceil_enclose_the_instant(instant: datetime, length: timedelta) -> None:
    low, high = floor_to(instant, length), ceil_to(instant, length)
    assert low <= instant <= high
    assert high - low == (timedelta(0) if low == instant else length)


@pytest.mark.parametrize(
    ("name", "day", "hours"),
    [
        ("Europe/Kyiv", date(2025, 3, 30), 23),
        ("Europe/Kyiv", date(2025, 10, 26), 25),
        ("America/New_York", date(2025, 11, 2), 25),
        ("Australia/Lord_Howe", date(2025, 4, 6), 24.5),
        ("America/Sao_Paulo", date(2018, 11, 4), 23),
        ("Pacific/Apia", date(2011, 12, 30), 0),
        ("UTC", date(2025, 3, 30), 24),
    ],
)
def test_days_have_the_hours_the_clocks_give_them(name: str, day: date, hours: float) -> None:
    tz = zone(name)
    assert day_start(day + DAY, tz) - day_start(day, tz) == timedelta(hours=hours)


def test_a_day_that_a_zone_skipped_is_no_bucket() -> None:
    tz = zone("Pacific/Apia")
    start, end = day_start(date(2011, 12, 29), tz), day_start(date(2012, 1, 1), tz)
    days = [local_day(bucket.start, tz) for bucket in buckets(start, end, Grain.DAY, tz)]
    assert days == [date(2011, 12, 29), date(2011, 12, 31)]


def test_a_day_goes_on_when_the_clocks_go_back_across_midnight() -> None:
    tz = zone("Antarctica/Casey")
    after = datetime(2010, 3, 4, 15, 30, tzinfo=UTC)
    assert after.astimezone(tz).date() == date(2010, 3, 4)
    assert local_day(after, tz) == date(2010, 3, 5)


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "europe/kyiv", "../UTC", "localtime"])
def test_unknown_zones_are_refused(name: str) -> None:
    with pytest.raises(UnknownTimeZone):
        zone(name)
