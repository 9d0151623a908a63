"""What is to be explained, read from the parameters: every fault named, pure."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from cashbeat.analytics.comparison import compared_span
from cashbeat.analytics.explain.parameters import MEASURE, ExplainParameters
from cashbeat.analytics.question import Reading, Selection
from cashbeat.contracts.explanation import ExplainedMeasure
from cashbeat.core.parameters import INSTANT
from cashbeat.kit.time_buckets import QUARTER, Bucket, Grain, floor_to
from cashbeat.tenant.tenant import Tenant


@dataclass(frozen=True, slots=True)
class ExplainQuestion:
    """A measure in a span and in its base.

    `scale` is what sums and counts of the base are multiplied with, so that both are of the same
    length. `all_currencies`: those of every currency count, not of the selection's alone.
    """

    measure: ExplainedMeasure
    selection: Selection
    zone: ZoneInfo
    span: Bucket
    base: Bucket
    scale: float
    all_currencies: bool


def explain_question(given: ExplainParameters, tenant: Tenant, now: datetime) -> ExplainQuestion:
    """What `GET /api/analytics/explain` asks. Raises: InvalidRequest naming every fault."""
    reading = Reading(given, tenant, now)
    span = reading.span(Grain.DAY)
    measure = reading.reader.one("measure", given.measure, MEASURE) or "volume"
    base = _base(reading, given)
    selection, tz = reading.finish()
    everything = given.currency is None and measure != "volume"
    if base is None:
        compared = compared_span("previous", span, tz, now)
        return ExplainQuestion(measure, selection, tz, span, compared, 1.0, everything)
    scale = _elapsed(span, now) / _elapsed(base, now)
    return ExplainQuestion(measure, selection, tz, span, base, scale, everything)


def _base(reading: Reading, given: ExplainParameters) -> Bucket | None:
    """The base that was given; None when it was left out, or is wrong."""
    ends: list[datetime | None] = []
    for name, text in (("baseFrom", given.base_start), ("baseTo", given.base_end)):
        value = reading.reader.one(name, text, INSTANT)
        ends.append(reading.within_years(name, value and _milliseconds(value)))
    for name, text, other in (
        ("baseFrom", given.base_start, given.base_end),
        ("baseTo", given.base_end, given.base_start),
    ):
        if text is None and other is not None:
            reading.reader.fault(name, "required", "give `baseFrom` and `baseTo`, or neither")
    start, end = ends
    if start is None or end is None:
        return None
    if start >= end:
        reading.reader.fault("baseFrom", "empty_range", "`baseFrom` must be before `baseTo`")
        return None
    return Bucket(start, end)


def _elapsed(span: Bucket, now: datetime) -> float:
    """Seconds of a span that have passed, to a quarter of an hour while it runs; else its length.

    A span that has hardly begun, or not at all, counts as a whole.
    """
    reached = min(span.end, floor_to(now, QUARTER)) if span.end > now else span.end
    passed = (reached - span.start).total_seconds()
    return passed if passed > 0 else (span.end - span.start).total_seconds()


def _milliseconds(value: datetime) -> datetime:
    return value.replace(microsecond=value.microsecond // 1000 * 1000)
