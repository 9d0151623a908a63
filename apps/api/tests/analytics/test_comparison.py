"""What ranges and buckets are compared with, across months, leap days and changes of clocks."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashbeat.analytics.comparison import (
    chart_shift,
    compared_span,
    counterpart,
    shift_of,
    shifted,
)
from cashbeat.contracts.analytics import Comparison
from cashbeat.kit.time_buckets import DAY, Bucket, Grain, buckets, day_start, local_day, zone

EARLY = datetime(2009, 1, 1)  # noqa: DTZ001 hypothesis wants naive bounds
LATE = datetime(2027, 1, 1)  # noqa: DTZ001
KYIV = zone("Europe/Kyiv")
ZONES = ["UTC", "Europe/Kyiv", "Pacific/Apia", "Australia/Lord_Howe", "America/St_Johns"]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def kyiv(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=KYIV, fold=fold).astimezone(UTC)


def local(*texts: str) -> Bucket:
    return Bucket(*map(kyiv, texts))


@pytest.mark.parametrize(
    ("span", "now", "previous"),
    [
        # Whole days are compared with as many whole days, across the change of clocks.
        (
            ("2026-03-28T22:00", "2026-03-30T21:00"),
            "2026-05-01T00:00",
            ("2026-03-26T22:00", "2026-03-28T22:00"),
        ),
        # A day that still runs: up to the same wall-clock time of the day before.
        (
            ("2026-03-28T22:00", "2026-03-29T21:00"),
            "2026-03-29T09:29",
            ("2026-03-27T22:00", "2026-03-28T10:15"),
        ),
        # Ragged: the same duration.
        (
            ("2026-04-10T08:00:01", "2026-04-10T09:30:01"),
            "2026-05-01T00:00",
            ("2026-04-10T06:30:01", "2026-04-10T08:00:01"),
        ),
        # Ragged and running: the elapsed part, the present floored to a quarter.
        (
            ("2026-04-10T08:00", "2026-04-10T18:00"),
            "2026-04-10T09:59",
            ("2026-04-09T22:00", "2026-04-09T23:45"),
        ),
        # Nothing has elapsed yet.
        (
            ("2026-04-10T08:00", "2026-04-10T18:00"),
            "2026-04-10T08:14",
            ("2026-04-09T22:00", "2026-04-09T22:00"),
        ),
    ],
)
def test_the_period_before(span: tuple[str, str], now: str, previous: tuple[str, str]) -> None:
    given_span = Bucket(*map(utc, span))
    assert compared_span("previous", given_span, KYIV, utc(now)) == Bucket(*map(utc, previous))


@pytest.mark.parametrize(
    ("comparison", "span", "now", "earlier"),
    [
        # The same weekdays, one of them with 23 hours.
        ("week", ("2026-03-29", "2026-04-05"), "2026-05-01", ("2026-03-22", "2026-03-29")),
        # Whole months, however long.
        ("month", ("2026-03-01", "2026-04-01"), "2026-05-01", ("2026-02-01", "2026-03-01")),
        ("month", ("2026-02-01", "2026-03-01"), "2026-05-01", ("2026-01-01", "2026-02-01")),
        ("year", ("2025-02-01", "2025-03-01"), "2026-05-01", ("2024-02-01", "2024-03-01")),
        # The same dates; a day that February lacks is its last one.
        ("month", ("2026-03-10", "2026-03-13"), "2026-05-01", ("2026-02-10", "2026-02-13")),
        ("month", ("2026-03-29", "2026-03-31"), "2026-05-01", ("2026-02-28", "2026-03-01")),
        ("month", ("2026-02-28", "2026-03-01"), "2026-05-01", ("2026-01-28", "2026-01-29")),
        ("year", ("2024-02-29", "2024-03-01"), "2026-05-01", ("2023-02-28", "2023-03-01")),
        # Times of day.
        (
            "week",
            ("2026-04-01T10:30", "2026-04-01T12:00"),
            "2026-05-01",
            ("2026-03-25T10:30", "2026-03-25T12:00"),
        ),
        # Running: the part that corresponds to what has elapsed, at the same wall-clock time.
        (
            "week",
            ("2026-03-30", "2026-04-06"),
            "2026-04-01T09:29",
            ("2026-03-23", "2026-03-25T09:15"),
        ),
        (
            "month",
            ("2026-03-01", "2026-04-01"),
            "2026-03-30T09:29",
            ("2026-02-01", "2026-02-28T09:15"),
        ),
    ],
)
def test_the_same_days_earlier(
    comparison: Comparison, span: tuple[str, str], now: str, earlier: tuple[str, str]
) -> None:
    assert compared_span(comparison, local(*span), KYIV, kyiv(now)) == local(*earlier)


spans: Any = st.builds(
    lambda start, length: Bucket(start, start + length),
    st.datetimes(EARLY, LATE, timezones=st.just(UTC)),
    st.timedeltas(timedelta(milliseconds=1), timedelta(days=400)),
)


@given(
    st.sampled_from(get_args(Comparison)),
    spans,
    st.timedeltas(timedelta(days=-10), timedelta(days=420)),
    st.sampled_from(ZONES),
)
def test_what_is_compared_with_lies_earlier_and_grows_with_time(
    comparison: Comparison, span: Bucket, elapsed: timedelta, name: str
) -> None:
    tz, now = zone(name), span.start + elapsed
    found = compared_span(comparison, span, tz, now)
    assert found.start < span.start
    assert found.start <= found.end < span.end
    if comparison == "previous":
        assert found.end <= span.start
    later = compared_span(comparison, span, tz, now + timedelta(days=1))
    assert later.start == found.start
    whole = compared_span(comparison, span, tz, span.end)
    assert found.end <= whole.end
    assert whole.start < whole.end


@given(
    st.sampled_from(get_args(Comparison)),
    st.dates(EARLY.date(), LATE.date()),
    st.integers(1, 400),
    st.sampled_from(ZONES),
)
def test_buckets_of_days_are_compared_with_days_that_make_up_the_compared_range(
    comparison: Comparison, first: Any, count: int, name: str
) -> None:
    tz = zone(name)
    span = Bucket(day_start(first, tz), day_start(first + count * DAY, tz))
    if span.start == span.end:
        return
    shift = chart_shift(comparison, span, Grain.DAY, tz)
    found = [
        (bucket, counterpart(bucket, Grain.DAY, shift, tz))
        for bucket in buckets(*span, Grain.DAY, tz)
    ]
    whole = shifted(span, shift_of(comparison, span, tz), tz)
    for bucket, part in found:
        if part is None:
            continue
        assert whole.start <= part.start < part.end <= whole.end
        days = (local_day(bucket.start, tz) - local_day(part.start, tz)).days
        assert days in {"previous": {count}, "week": {7}}.get(
            comparison, {28, 29, 30, 31, 365, 366}
        )
    ends = [part for _, part in found if part is not None]
    assert all(a.end <= b.start for a, b in pairwise(ends))


@given(
    st.sampled_from(["previous", "week"]),
    st.dates(EARLY.date(), LATE.date()),
    st.integers(1, 8),
    st.sampled_from(ZONES),
)
def test_hours_are_compared_with_the_hour_that_the_clocks_showed(
    comparison: Comparison, first: Any, count: int, name: str
) -> None:
    tz = zone(name)
    span = Bucket(day_start(first, tz), day_start(first + count * DAY, tz))
    if span.start == span.end:
        return
    shift = chart_shift(comparison, span, Grain.HOUR, tz)
    used = set()
    for bucket in buckets(*span, Grain.HOUR, tz):
        part = counterpart(bucket, Grain.HOUR, shift, tz)
        if part is not None:
            here, there = bucket.start.astimezone(tz), part.start.astimezone(tz)
            assert (here.time(), here.fold) == (there.time(), there.fold)
            assert part not in used
            used.add(part)


@pytest.mark.parametrize(
    ("grain", "comparison", "span", "without"),
    [
        # The clocks of the 29th skip three o'clock, those of the 22nd do not: and the other way.
        (Grain.HOUR, "week", ("2026-03-29", "2026-03-30"), []),
        (Grain.HOUR, "week", ("2026-04-05", "2026-04-06"), [kyiv("2026-04-05T03:00")]),
        # The hour that is shown twice has been there once.
        (Grain.HOUR, "week", ("2026-10-25", "2026-10-26"), [kyiv("2026-10-25T03:00", 1)]),
        (Grain.HOUR, "week", ("2026-11-01", "2026-11-02"), []),
        # February has no 29th.
        (
            Grain.DAY,
            "month",
            ("2026-03-27", "2026-03-31"),
            [kyiv("2026-03-29"), kyiv("2026-03-30")],
        ),
        (Grain.WEEK, "month", ("2026-03-02", "2026-03-30"), []),
    ],
)
def test_buckets_without_a_counterpart(
    grain: Grain, comparison: Comparison, span: tuple[str, str], without: list[datetime]
) -> None:
    of = local(*span)
    shift = chart_shift(comparison, of, grain, KYIV)
    found = {b.start: counterpart(b, grain, shift, KYIV) for b in buckets(*of, grain, KYIV)}
    assert [start for start, part in found.items() if part is None] == without


def test_months_are_compared_with_months() -> None:
    span = local("2026-01-01", "2026-04-01")
    shift = chart_shift("previous", span, Grain.MONTH, KYIV)
    assert [
        counterpart(b, Grain.MONTH, shift, KYIV) for b in buckets(*span, Grain.MONTH, KYIV)
    ] == [
        local("2025-10-01", "2025-11-01"),
        local("2025-11-01", "2025-12-01"),
        local("2025-12-01", "2026-01-01"),
    ]


def test_ragged_parts_are_compared_with_as_long_ones_right_before() -> None:
    span = local("2026-04-10T10:30", "2026-04-10T12:00")
    shift = chart_shift("previous", span, Grain.HOUR, KYIV)
    parts = [
        local("2026-04-10T10:30", "2026-04-10T11:00"),
        local("2026-04-10T11:00", "2026-04-10T12:00"),
    ]
    assert [counterpart(part, Grain.HOUR, shift, KYIV) for part in parts] == [
        local("2026-04-10T09:00", "2026-04-10T09:30"),
        local("2026-04-10T09:30", "2026-04-10T10:30"),
    ]
