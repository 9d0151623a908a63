"""What is expected of a complete bucket, and what is unusual about it, pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from cashbeat.analytics.anomaly.band import (
    MIN_SAMPLES,
    Bounds,
    rate_bounds,
    volume_bounds,
)
from cashbeat.analytics.anomaly.sample import Sample
from cashbeat.analytics.anomaly.season import is_month_turn
from cashbeat.contracts.analytics import Anomaly, Band, Expected, Measure
from cashbeat.kit.money import to_major
from cashbeat.kit.time_buckets import Bucket, Grain, local_day


class Finding(NamedTuple):
    """What is expected, None where too little is known; and what is unusual, if anything is."""

    expected: Expected | None = None
    anomaly: Anomaly | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One measure of a bucket beside its bounds, in the units of the wire."""

    measure: Measure
    actual: float
    band: Band
    score: float
    pending: bool = False

    @property
    def direction(self) -> Literal["above", "below"] | None:
        """On which side of the band it lies; None inside."""
        if self.actual > self.band.high:
            return "above"
        return "below" if self.actual < self.band.low else None


def find(
    bucket: Bucket,
    grain: Grain,
    tz: ZoneInfo,
    currency: str,
    now: Sample,
    earlier: Sequence[Sample],
    *,
    rates: bool,
) -> Finding:
    """Judge a complete bucket by the comparable ones before it, newest first.

    Empty ones at the far end are no history: the organisation had not begun. `rates`: whether
    payments of every status are looked at, without which there is no success rate.
    """
    history = _begun(earlier)
    if len(history) < MIN_SAMPLES:
        return Finding()
    volume = volume_bounds(now, history, is_month_turn(bucket, grain, tz))
    if volume is None:
        return Finding()
    judged = [_volume(now, volume, currency)]
    rate = rate_bounds(now, history) if rates else None
    if rate is not None:
        judged.append(_rate(now, rate))
    samples = len(history)
    expected = Expected(
        volume=judged[0].band,
        success_rate=judged[1].band if rate is not None else None,
        samples=samples,
    )
    outside = [each for each in judged if each.direction is not None]
    if not outside:
        return Finding(expected)
    worst = max(outside, key=lambda each: each.score)
    return Finding(expected, _anomaly(worst, bucket, grain, tz, samples))


def _begun(earlier: Sequence[Sample]) -> Sequence[Sample]:
    last = max((place for place, held in enumerate(earlier) if held.count), default=-1)
    return earlier[: last + 1]


def _volume(now: Sample, bounds: Bounds, currency: str) -> Judged:
    low, middle, high = (
        float(to_major(round(edge), currency)) for edge in (bounds.low, bounds.middle, bounds.high)
    )
    actual = float(to_major(now.volume, currency))
    band = Band(low=low, middle=middle, high=high)
    return Judged("volume", actual, band, bounds.score, now.pending)


def _rate(now: Sample, bounds: Bounds) -> Judged:
    low, middle, high = (round(edge, 4) for edge in (bounds.low, bounds.middle, bounds.high))
    band = Band(low=low, middle=middle, high=high)
    return Judged("success_rate", now.rate, band, bounds.score)


def _anomaly(
    judged: Judged, bucket: Bucket, grain: Grain, tz: ZoneInfo, samples: int
) -> Anomaly | None:
    direction = judged.direction
    if direction is None:
        return None
    distance = abs(judged.actual - judged.band.middle)
    if judged.measure == "volume":
        subject = "Volume, pending payments included," if judged.pending else "Volume"
        far = f"{100 * distance / judged.band.middle:,.0f}%"
    else:
        subject, far = "Success rate", f"{100 * distance:.0f} points"
    season = _season(bucket, grain, tz, samples)
    return Anomaly(
        measure=judged.measure,
        direction=direction,
        actual=judged.actual,
        expected=judged.band,
        score=round(judged.score, 1),
        samples=samples,
        reason=f"{subject} is {far} {direction} the median of the last {season}.",
    )


def _season(bucket: Bucket, grain: Grain, tz: ZoneInfo, samples: int) -> str:
    match grain:
        case Grain.HOUR:
            start = bucket.start.astimezone(tz)
            return f"{samples} {start:%A}s at {start:%H:%M}"
        case Grain.DAY:
            return f"{samples} {local_day(bucket.start, tz):%A}s"
        case _:
            return f"{samples} {grain.value}s"
