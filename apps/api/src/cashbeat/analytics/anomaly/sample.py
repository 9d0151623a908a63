"""What bands need of a bucket, worked out once however many buckets it is a sample of. Pure."""

from dataclasses import dataclass
from math import asin, sqrt

from cashbeat.analytics.metrics import Standing


@dataclass(frozen=True, slots=True)
class Sample:
    """One bucket. `volume` in minor units, as it will be when what pends succeeds.

    Most of it does, within days; without it the last days would always look weak. `angle` is that
    of the success rate, 0..π, corrected for few attempts (Anscombe 1948).
    """

    count: int
    likely: int
    volume: int
    pending: bool
    attempts: int
    rate: float
    root: float
    angle: float


def sample_of(held: Standing) -> Sample:
    """The sample of where the payments of a bucket stand."""
    pending, succeeded, attempts = held.held["pending"], held.succeeded, held.attempts
    volume = held.volume + pending.amount
    return Sample(
        count=held.count,
        likely=succeeded + pending.count,
        volume=volume,
        pending=pending.amount > 0,
        attempts=attempts,
        rate=succeeded / attempts if attempts else 0.0,
        root=sqrt(volume),
        angle=2 * asin(sqrt((succeeded + 0.375) / (attempts + 0.75))),
    )
