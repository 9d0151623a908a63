"""Bands, samples and sentences of anomalies, on buckets small enough to think through."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashbeat.analytics.anomaly.band import LIMIT, rate_bounds, volume_bounds
from cashbeat.analytics.anomaly.finding import Finding, find
from cashbeat.analytics.anomaly.sample import Sample, sample_of
from cashbeat.analytics.anomaly.season import SEASONS, earlier, is_month_turn
from cashbeat.analytics.metrics import standing
from cashbeat.kit.time_buckets import Bucket, Grain, buckets, zone
from cashbeat.rollup.counters import Counters

KYIV = zone("Europe/Kyiv")
HOUR = timedelta(hours=1)


def kyiv(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=KYIV, fold=fold).astimezone(UTC)


def hour(text: str, fold: int = 0) -> Bucket:
    return Bucket(kyiv(text, fold), kyiv(text, fold) + HOUR)


def held(succeeded: int, failed: int = 0, each: int = 5_000, pending: int = 0) -> Sample:
    counters = Counters()
    counters.add("card", "completed", succeeded, succeeded * each)
    counters.add("card", "failed", failed, failed * each)
    counters.add("card", "pending", pending, pending * each)
    return sample_of(standing(counters))


USUAL = [held(95 + k, 5) for k in range(8)]
FRIDAY_AT_TWO = hour("2026-03-20T14:00")


def found(now: Sample, history: list[Sample], *, rates: bool = True) -> Finding:
    return find(FRIDAY_AT_TWO, Grain.HOUR, KYIV, "EUR", now, history, rates=rates)


def test_an_hour_is_compared_with_the_same_hour_of_the_weeks_before() -> None:
    found = earlier(FRIDAY_AT_TWO, Grain.HOUR, KYIV)
    assert found[:2] == (hour("2026-03-13T14:00"), hour("2026-03-06T14:00"))
    assert len(found) == SEASONS


def test_hours_that_clocks_skipped_or_did_not_repeat_are_no_samples() -> None:
    assert len(earlier(hour("2026-04-05T03:00"), Grain.HOUR, KYIV)) == SEASONS - 1
    assert earlier(hour("2026-10-25T03:00", fold=1), Grain.HOUR, KYIV) == ()


@pytest.mark.parametrize(
    ("grain", "bucket", "before"),
    [
        (Grain.DAY, ("2026-03-30", "2026-03-31"), ("2026-03-23", "2026-03-24")),
        (Grain.WEEK, ("2026-03-30", "2026-04-06"), ("2026-03-23", "2026-03-30")),
        (Grain.MONTH, ("2026-03-01", "2026-04-01"), ("2026-02-01", "2026-03-01")),
    ],
)
def test_longer_buckets_are_compared_with_their_like(
    grain: Grain, bucket: tuple[str, str], before: tuple[str, str]
) -> None:
    found = earlier(Bucket(*map(kyiv, bucket)), grain, KYIV)
    assert found[0] == Bucket(*map(kyiv, before))
    assert len(found) == SEASONS


@given(
    st.datetimes(datetime(2009, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(list(Grain)),
    st.sampled_from(["UTC", "Europe/Kyiv", "Pacific/Apia", "Australia/Lord_Howe"]),
)
def test_samples_are_whole_buckets_before_this_one(at: datetime, grain: Grain, name: str) -> None:
    tz = zone(name)
    bucket = next(buckets(at, at + HOUR, grain, tz))
    samples = earlier(bucket, grain, tz)
    assert len(set(samples)) == len(samples) <= SEASONS
    for newer, older in zip([bucket, *samples], samples, strict=False):
        assert older.end <= newer.start
        if grain is not Grain.HOUR:
            assert next(buckets(*older, grain, tz)) == older


@pytest.mark.parametrize(
    ("day", "turn"),
    [("2026-03-30", True), ("2026-03-29", False), ("2026-04-01", True), ("2026-04-02", False)],
)
def test_the_turn_of_a_month(day: str, turn: bool) -> None:
    of = Bucket(kyiv(day), kyiv(day) + timedelta(days=1))
    assert is_month_turn(of, Grain.DAY, KYIV) is turn
    assert not is_month_turn(of, Grain.WEEK, KYIV)


def test_what_is_as_before_is_expected_and_usual() -> None:
    finding = found(held(98, 5), USUAL)
    assert finding.anomaly is None
    assert finding.expected is not None
    assert finding.expected.samples == 8
    assert finding.expected.volume.middle == 4_925.0
    assert finding.expected.success_rate is not None


@pytest.mark.parametrize(
    ("now", "measure", "direction", "reason"),
    [
        (
            held(64, 36),
            "success_rate",
            "below",
            "Success rate is 31 points below",
        ),
        (
            held(197, 10),
            "volume",
            "above",
            "Volume is 100% above",
        ),
        (
            held(13),
            "volume",
            "below",
            "Volume is 87% below",
        ),
        (
            held(98, 5, pending=99),
            "volume",
            "above",
            "Volume, pending payments included, is 100% above",
        ),
    ],
)
def test_what_is_unusual_is_told_in_a_sentence(
    now: Sample, measure: str, direction: str, reason: str
) -> None:
    anomaly = found(now, USUAL).anomaly
    assert anomaly is not None
    assert (anomaly.measure, anomaly.direction) == (measure, direction)
    assert anomaly.reason == f"{reason} the median of the last 8 Fridays at 14:00."
    assert anomaly.score > LIMIT
    assert not anomaly.expected.low <= anomaly.actual <= anomaly.expected.high


def test_the_worse_measure_is_told() -> None:
    anomaly = found(held(5, 95), USUAL).anomaly
    assert anomaly is not None
    assert anomaly.measure == "success_rate"


def test_a_few_large_payments_are_no_surge() -> None:
    assert found(held(98, 5, each=10_000), USUAL).anomaly is None
    assert found(held(196, 10), USUAL).anomaly is not None


def test_payments_that_pend_are_no_drop() -> None:
    assert found(held(20, 1, pending=78), USUAL).anomaly is None
    assert found(held(20, 1), USUAL).anomaly is not None


def test_too_little_is_no_evidence() -> None:
    nothing = held(0)
    assert found(nothing, USUAL[:3]) == Finding()
    assert found(nothing, [*USUAL[:3], *[nothing] * 5]) == Finding()
    assert found(nothing, [held(11)] * 8) == Finding()
    assert found(nothing, USUAL).anomaly is not None
    few = found(held(98, 5), [held(3, 8, pending=90)] * 8).expected
    assert few is not None
    assert few.success_rate is None


def test_of_one_status_there_is_no_success_rate() -> None:
    finding = found(held(64, 36), USUAL, rates=False)
    assert finding.expected is not None
    assert finding.expected.success_rate is None
    assert finding.anomaly is None


def test_one_incident_in_the_history_moves_nothing() -> None:
    troubled = [held(5, 95), *USUAL[1:]]
    assert found(held(98, 5), troubled).anomaly is None
    anomaly = found(held(64, 36), troubled).anomaly
    assert anomaly is not None
    assert anomaly.measure == "success_rate"


standings = st.builds(held, st.integers(0, 400), st.integers(0, 80), pending=st.integers(0, 40))


@given(standings, st.lists(standings, min_size=4, max_size=8), st.booleans())
def test_bands_hold_their_middle_and_an_anomaly_lies_outside(
    now: Sample, history: list[Sample], turn: bool
) -> None:
    volume = volume_bounds(now, history, turn)
    if volume is not None:
        assert 0 <= volume.low <= volume.middle <= volume.high
        assert volume.low < 0.65 * volume.middle + 1
        assert volume.high > 1.43 * volume.middle
    rate = rate_bounds(now, history)
    if rate is not None:
        assert 0 <= rate.low <= rate.middle <= rate.high <= 1
    anomaly = found(now, history).anomaly
    if anomaly is not None:
        outside = anomaly.actual - (
            anomaly.expected.high if anomaly.direction == "above" else anomaly.expected.low
        )
        assert outside > 0 if anomaly.direction == "above" else outside < 0
        assert anomaly.reason.endswith(".")
