"""Buckets of a range as trend points, pure."""

from collections.abc import Sequence

from cashbeat.analytics.metrics import refunded_volume, success_rate, volume
from cashbeat.contracts.analytics import TrendData
from cashbeat.kit.money import to_major
from cashbeat.kit.time_buckets import Bucket
from cashbeat.rollup.counters import Counters


def clip(buckets: Sequence[Bucket], span: Bucket) -> list[Bucket]:
    """The parts of buckets that lie in the span."""
    return [Bucket(max(b.start, span.start), min(b.end, span.end)) for b in buckets]


def trend_points(
    buckets: Sequence[Bucket],
    span: Bucket,
    counters: Sequence[Counters],
    finished: int,
    currency: str,
) -> list[TrendData]:
    """One point a bucket, empty ones too.

    Shape: `counters[i]` is what `buckets[i]` holds inside the span; the first `finished` buckets
           have ended. A bucket that still runs, or that the span cuts, is not complete.
    """
    return [
        TrendData(
            timestamp=bucket.start,
            end=bucket.end,
            amount=to_major(volume(held), currency),
            count=held.count(),
            success_rate=success_rate(held),
            completed_count=held.count("completed"),
            failed_count=held.count("failed"),
            pending_count=held.count("pending"),
            refunded_count=held.count("refunded"),
            refunded_volume=to_major(refunded_volume(held), currency),
            complete=place < finished and span.start <= bucket.start and bucket.end <= span.end,
        )
        for place, (bucket, held) in enumerate(zip(buckets, counters, strict=True))
    ]
