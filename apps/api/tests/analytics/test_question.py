"""Questions: defaults, the period before, and every fault at once."""

from datetime import UTC, datetime, timedelta

import pytest

from cashbeat.analytics.parameters import MetricsParameters, TrendParameters
from cashbeat.analytics.question import (
    Selection,
    metrics_question,
    trends_question,
)
from cashbeat.core.errors import InvalidRequest
from cashbeat.kit.time_buckets import Bucket
from cashbeat.tenant.tenant import Tenant

KYIV = Tenant("t", "T", "Europe/Kyiv", "UAH")
NOW = datetime(2026, 4, 15, 9, 20, 31, tzinfo=UTC)  # a Wednesday, 12:20 in Kyiv


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_metrics_are_of_the_last_thirty_local_days_by_default() -> None:
    question = metrics_question(MetricsParameters(), KYIV, NOW)
    assert question.span == Bucket(utc("2026-03-16T22:00"), utc("2026-04-15T21:00"))
    assert question.zone.key == "Europe/Kyiv"
    assert question.selection == Selection("UAH")


@pytest.mark.parametrize(
    ("period", "start", "end", "count", "finished"),
    [
        ("hour", "2026-04-13T21:00", "2026-04-15T21:00", 48, 36),
        ("day", "2026-03-16T22:00", "2026-04-15T21:00", 30, 29),
        ("week", "2026-01-25T22:00", "2026-04-19T21:00", 12, 11),
        ("month", "2025-04-30T21:00", "2026-04-30T21:00", 12, 11),
    ],
)
def test_trends_run_through_the_current_bucket_by_default(
    period: str, start: str, end: str, count: int, finished: int
) -> None:
    question = trends_question(TrendParameters(period=period), KYIV, NOW)
    assert question.span == Bucket(utc(start), utc(end))
    assert len(question.buckets) == count
    assert question.finished == finished


def test_one_given_end_is_completed_with_the_default_length() -> None:
    only_to = MetricsParameters(end="2026-02-28T22:00:00Z")
    assert metrics_question(only_to, KYIV, NOW).span.start == utc("2026-01-29T22:00")
    only_from = MetricsParameters(start="2026-04-01T10:00:00+02:00")
    assert metrics_question(only_from, KYIV, NOW).span == Bucket(
        utc("2026-04-01T08:00"), utc("2026-04-15T21:00")
    )


def test_instants_are_read_to_the_millisecond() -> None:
    given_parameters = MetricsParameters(
        start="2026-04-01T00:00:00.1239Z", end="2026-04-01T00:00:00.125+00:00"
    )
    span = metrics_question(given_parameters, KYIV, NOW).span
    assert [edge.microsecond for edge in span] == [123_000, 125_000]


def test_every_fault_is_named_at_once() -> None:
    wrong = TrendParameters(
        start="yesterday",
        end="1700000000",
        tz="Mars/Olympus",
        currency="XBT",
        method=["card", "Card!"],
        status=["done"],
        period="minute",
        compare="decade",
    )
    with pytest.raises(InvalidRequest) as refused:
        trends_question(wrong, KYIV, NOW)
    assert {(e.field, e.code) for e in refused.value.errors} == {
        ("query.from", "invalid_instant"),
        ("query.to", "invalid_instant"),
        ("query.tz", "unknown_time_zone"),
        ("query.currency", "unknown_currency"),
        ("query.method", "invalid_format"),
        ("query.status", "not_one_of"),
        ("query.period", "not_one_of"),
        ("query.compare", "not_one_of"),
    }


def test_ranges_are_checked_beside_other_faults() -> None:
    wrong = TrendParameters(
        start="2026-04-01T00:00:00Z", end="2026-04-01T00:00:00Z", currency="EURO"
    )
    with pytest.raises(InvalidRequest) as refused:
        trends_question(wrong, KYIV, NOW)
    assert {e.code for e in refused.value.errors} == {"empty_range", "unknown_currency"}


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("1999-12-30T23:59:59Z", "2026-01-01T00:00:00Z", "out_of_range"),
        ("2026-01-01T00:00:00Z", "2101-01-03T00:00:00Z", "out_of_range"),
        ("0001-01-01T00:00:00+23:59", "2026-01-01T00:00:00Z", "invalid_instant"),
        ("2026-02-30T00:00:00Z", None, "invalid_instant"),
        ("2026-02-03T00:00:00", None, "invalid_instant"),
        ("2027-01-01T00:00:00Z", None, "empty_range"),
    ],
)
def test_senseless_ranges_are_refused(start: str, end: str | None, code: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        metrics_question(MetricsParameters(start=start, end=end), KYIV, NOW)
    assert [e.code for e in refused.value.errors] == [code]


@pytest.mark.parametrize(
    ("period", "days", "refused"),
    [("hour", 31, False), ("hour", 32, True), ("day", 750, False), ("day", 751, True)],
)
def test_a_grain_too_fine_for_its_range_is_refused(period: str, days: int, refused: bool) -> None:
    given_parameters = TrendParameters(
        start="2024-01-01T00:00:00Z",
        end=(utc("2024-01-01T00:00") + timedelta(days=days)).isoformat(),
        tz="UTC",
        period=period,
    )
    if not refused:
        assert len(trends_question(given_parameters, KYIV, NOW).buckets) <= 750
        return
    with pytest.raises(InvalidRequest) as error:
        trends_question(given_parameters, KYIV, NOW)
    assert [(e.field, e.code) for e in error.value.errors] == [("query.period", "grain_too_fine")]
