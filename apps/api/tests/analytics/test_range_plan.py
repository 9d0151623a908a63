"""Plans: exact covers of spans by buckets that are whole."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashbeat.analytics.range_plan import Segment, Source, of_source, plan
from cashbeat.kit.time_buckets import (
    MINUTE,
    QUARTER,
    Bucket,
    Grain,
    buckets,
    ceil_to,
    day_start,
    local_day,
    zone,
)

ZONES = [
    "UTC",
    "Europe/Kyiv",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Antarctica/Casey",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
]
NEVER = datetime(2200, 1, 1, tzinfo=UTC)
zones = st.sampled_from(ZONES).map(zone)
EARLY = datetime(2009, 1, 1)  # noqa: DTZ001 hypothesis wants naive bounds
LATE = datetime(2027, 1, 1)  # noqa: DTZ001
starts = st.datetimes(EARLY, LATE, timezones=st.just(UTC))
lengths = st.one_of(
    st.timedeltas(timedelta(milliseconds=1), timedelta(hours=1)),
    st.timedeltas(timedelta(milliseconds=1), timedelta(days=40)),
)


def contiguous(segments: list[Segment], span: Bucket) -> bool:
    edges = [span.start, *(s.end for s in segments)]
    return [s.start for s in segments] == edges[:-1] and edges[-1] == span.end


def aligned(instant: datetime, length: timedelta) -> bool:
    return ceil_to(instant, length) == instant


@given(starts, lengths, zones, zones, st.none() | starts)
def test_segments_cover_a_span_with_whole_buckets(
    start: datetime,
    length: timedelta,
    home: ZoneInfo,
    clock: ZoneInfo,
    minutes_from: datetime | None,
) -> None:
    span = Bucket(start, start + length)
    segments = plan([span], home, clock, minutes_from or NEVER)
    assert contiguous(segments, span)
    for source, begin, end, _ in segments:
        if source is Source.DAYS:
            for edge in (begin, end):
                assert day_start(local_day(edge, home), home) == edge
        elif source is Source.QUARTERS:
            assert aligned(begin, QUARTER)
            assert aligned(end, QUARTER)
        elif source is Source.MINUTES:
            assert aligned(begin, MINUTE)
            assert aligned(end, MINUTE)
            assert begin >= (minutes_from or NEVER)
            assert end - begin < 2 * QUARTER  # two edges may meet
        else:
            assert end - begin < QUARTER


@given(starts, lengths, zones)
def test_whole_days_are_never_read_in_pieces_on_the_tenants_clock(
    start: datetime, length: timedelta, home: ZoneInfo
) -> None:
    span = Bucket(start, start + length)
    planned = plan([span], home, home, NEVER)
    by_quarters = [s.end - s.start for s in planned if s.source is Source.QUARTERS]
    assert len(by_quarters) <= 2
    # Without a whole day between them, the ends of two days are one piece.
    days = 1 if of_source(planned, Source.DAYS) else 2
    assert all(piece < days * timedelta(hours=26) for piece in by_quarters)


@given(starts, lengths, zones, zones)
def test_hours_of_a_day_document_are_those_of_the_asked_clock(
    start: datetime, length: timedelta, home: ZoneInfo, clock: ZoneInfo
) -> None:
    for source, begin, end, shift in plan([Bucket(start, start + length)], home, clock, NEVER):
        if source is not Source.DAYS:
            continue
        quarter = begin
        while quarter < end:
            there, here = quarter.astimezone(clock), quarter.astimezone(home)
            assert there.hour == (here.hour + shift) % 24
            quarter += QUARTER * 3


@given(starts, st.integers(1, 60), zones, zones, st.sampled_from(Grain))
def test_no_bucket_of_a_segment_crosses_a_trend_bucket(
    start: datetime, days: int, home: ZoneInfo, clock: ZoneInfo, grain: Grain
) -> None:
    span = Bucket(start, start + timedelta(days=days))
    parts = [
        Bucket(max(b.start, span.start), min(b.end, span.end)) for b in buckets(*span, grain, clock)
    ]
    segments = plan(parts, home, None, NEVER)
    assert contiguous(segments, span)
    borders = {part.end for part in parts}
    for source, begin, end, _ in segments:
        if source is Source.DAYS:
            whole = {b.start for b in buckets(begin, end, Grain.DAY, home)} | {end}
            assert {border for border in borders if begin < border < end} <= whole


def test_a_year_on_the_tenants_clock_is_one_segment_of_days() -> None:
    tz = zone("Europe/Kyiv")
    year = Bucket(day_start(date(2025, 1, 1), tz), day_start(date(2026, 1, 1), tz))
    assert plan([year], tz, tz, NEVER) == [Segment(Source.DAYS, *year)]
    days = list(buckets(*year, Grain.DAY, tz))
    assert plan(days, tz, None, NEVER) == [Segment(Source.DAYS, *year)]


def test_another_clock_reads_days_wherever_whole_hours_lie_between() -> None:
    """Berlin and Kyiv are an hour apart; only the days the clocks change are read in quarters."""
    home, clock = zone("Europe/Berlin"), zone("Europe/Kyiv")
    year = Bucket(day_start(date(2025, 1, 1), home), day_start(date(2026, 1, 1), home))
    segments = plan([year], home, clock, NEVER)
    in_quarters = [local_day(s.start, home) for s in segments if s.source is Source.QUARTERS]
    assert in_quarters == [date(2025, 3, 30), date(2025, 10, 26)]
    assert {s.shift for s in segments if s.source is Source.DAYS} == {1}


def test_days_on_which_only_the_asked_clock_changes_are_read_in_quarters() -> None:
    home, clock = zone("UTC"), zone("Europe/Kyiv")
    year = Bucket(datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
    segments = plan([year], home, clock, NEVER)
    in_quarters = [s.start.date() for s in segments if s.source is Source.QUARTERS]
    assert in_quarters == [date(2025, 3, 30), date(2025, 10, 26)]
    assert [s.shift for s in segments if s.source is Source.DAYS] == [2, 3, 2]


@pytest.mark.parametrize(
    ("start", "end", "sources"),
    [
        ("08:03:20.5", "08:11:40", ["payments"]),
        ("08:03:20.5", "08:15:00", ["payments"]),
        ("08:03:20.5", "08:18:00", ["payments", "payments"]),
        ("08:00:00", "08:45:00", ["quarters"]),
        ("08:07:00", "09:01:00", ["payments", "quarters", "payments"]),
    ],
)
def test_edges_are_counted_from_payments(start: str, end: str, sources: list[str]) -> None:
    span = Bucket(*(datetime.fromisoformat(f"2026-03-01T{t}+00:00") for t in (start, end)))
    assert [s.source.value for s in plan([span], zone("UTC"), None, NEVER)] == sources


def test_fresh_edges_are_read_by_the_minute() -> None:
    day = datetime(2026, 3, 1, 8, tzinfo=UTC)
    span = Bucket(day, day + timedelta(minutes=37, seconds=12))
    found = plan([span], zone("UTC"), None, day + timedelta(minutes=20))
    assert [(s.source.value, (s.end - day).total_seconds() / 60) for s in found] == [
        ("quarters", 30.0),
        ("minutes", 37.0),
        ("payments", 37.2),
    ]
