"""Buckets of a range as trend points, pure."""

from collections.abc import Sequence

from cashbeat.analytics.metrics import standing
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
            amount=to_major(now.volume, currency),
            count=now.count,
            success_rate=now.success_rate,
            completed_count=now.held["completed"].count,
            failed_count=now.held["failed"].count,
            pending_count=now.held["pending"].count,
            refunded_count=now.held["refunded"].count,
            refunded_volume=to_major(now.refunded_volume, currency),
            complete=place < finished and span.start <= bucket.start and bucket.end <= span.end,
        )
        for place, (bucket, now) in enumerate(zip(buckets, map(standing, counters), strict=True))
    ]
