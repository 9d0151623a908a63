"""Buckets of a range as trend points, pure."""

from collections.abc import Sequence

from cashbeat.analytics.metrics import Standing, standing
from cashbeat.analytics.question import TrendsQuestion
from cashbeat.contracts.analytics import ComparedBucket, TrendData
from cashbeat.kit.money import average_minor, to_major
from cashbeat.kit.time_buckets import Bucket
from cashbeat.rollup.counters import Counters


def trend_points(
    question: TrendsQuestion, held: Sequence[Counters], compared: Sequence[Counters | None]
) -> list[TrendData]:
    """One point a bucket, empty ones too.

    Shape: `held[i]` is what `question.buckets[i]` holds inside the span, `compared[i]` what the
           part has that it is compared with; empty when nothing is to be compared.
    """
    return [
        _point(question, place, counters, compared[place] if compared else None)
        for place, counters in enumerate(held)
    ]


def _point(
    question: TrendsQuestion, place: int, counters: Counters, compared: Counters | None
) -> TrendData:
    """A bucket that still runs, or that the span cuts, is not complete."""
    now, currency, span = standing(counters), question.selection.currency, question.span
    bucket = question.buckets[place]
    part = question.compared[place] if question.compared else None
    previous = None
    if part is not None and compared is not None:
        previous = _compared(part, standing(compared), currency)
    return TrendData(
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
        average_amount=average_minor(now.volume, now.succeeded, currency),
        active_methods=len(counters.methods()),
        complete=place < question.finished
        and span.start <= bucket.start
        and bucket.end <= span.end,
        previous=previous,
        expected=None,
        anomaly=None,
    )


def _compared(part: Bucket, held: Standing, currency: str) -> ComparedBucket:
    return ComparedBucket(
        timestamp=part.start,
        end=part.end,
        amount=to_major(held.volume, currency),
        count=held.count,
        success_rate=held.success_rate,
        attempts=held.attempts,
    )
