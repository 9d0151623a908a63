"""Buckets of a range as trend points, pure: which spans they need, and what they say of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cashbeat.analytics.anomaly.finding import Finding, find
from cashbeat.analytics.anomaly.sample import Sample, sample_of
from cashbeat.analytics.anomaly.season import earlier
from cashbeat.analytics.comparison import Shift, chart_shift, counterpart
from cashbeat.analytics.metrics import Standing, standing
from cashbeat.analytics.question import TrendsQuestion
from cashbeat.contracts.analytics import ComparedBucket, TrendData
from cashbeat.kit.money import average_minor, to_major
from cashbeat.kit.time_buckets import Bucket
from cashbeat.rollup.counters import Counters


@dataclass(frozen=True, slots=True)
class PointSpans:
    """What a point tells of: the bucket as far as the range has it, and what is beside it.

    `compared` is None where nothing is to be compared or there is no counterpart; `earlier` are the
    comparable buckets before, of a complete bucket only, newest first.
    """

    held: Bucket
    compared: Bucket | None
    earlier: Sequence[Bucket]

    def all(self) -> Iterable[Bucket]:
        """Every span that must be read."""
        yield self.held
        yield from self.earlier
        if self.compared is not None:
            yield self.compared


def spans_of(question: TrendsQuestion) -> list[PointSpans]:
    """The spans of each bucket of a question."""
    span, grain, tz = question.span, question.grain, question.zone
    shift = None
    if question.comparison is not None:
        shift = chart_shift(question.comparison, span, grain, tz)
    return [_spans(question, place, shift) for place in range(len(question.buckets))]


def trend_points(
    question: TrendsQuestion, points: Sequence[PointSpans], counted: Mapping[Bucket, Counters]
) -> list[TrendData]:
    """One point a bucket, empty ones too. `counted` has each span of the points."""
    standings = {span: standing(counters) for span, counters in counted.items()}
    samples = {span: sample_of(held) for span, held in standings.items()}
    return [
        _point(
            question,
            place,
            spans,
            standings,
            _finding(question, spans, samples),
            len(counted[spans.held].methods()),
        )
        for place, spans in enumerate(points)
    ]


def _spans(question: TrendsQuestion, place: int, shift: Shift | None) -> PointSpans:
    bucket, span, grain, tz = question.buckets[place], question.span, question.grain, question.zone
    held = Bucket(max(bucket.start, span.start), min(bucket.end, span.end))
    compared = None if shift is None else counterpart(held, grain, shift, tz)
    before = earlier(bucket, grain, tz) if question.is_complete(place) else ()
    return PointSpans(held, compared, before)


def _point(
    question: TrendsQuestion,
    place: int,
    spans: PointSpans,
    standings: Mapping[Bucket, Standing],
    finding: Finding,
    methods: int,
) -> TrendData:
    now, currency, bucket = (
        standings[spans.held],
        question.selection.currency,
        question.buckets[place],
    )
    previous = None
    if spans.compared is not None:
        previous = _compared(spans.compared, standings[spans.compared], currency)
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
        active_methods=methods,
        complete=question.is_complete(place),
        previous=previous,
        expected=finding.expected,
        anomaly=finding.anomaly,
    )


def _finding(
    question: TrendsQuestion, spans: PointSpans, samples: Mapping[Bucket, Sample]
) -> Finding:
    if not spans.earlier:
        return Finding()
    return find(
        spans.held,
        question.grain,
        question.zone,
        question.selection.currency,
        samples[spans.held],
        [samples[span] for span in spans.earlier],
        rates=not question.selection.statuses,
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
