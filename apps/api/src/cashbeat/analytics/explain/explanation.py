"""Two sides and their splits told as an explanation, pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cashbeat.analytics.explain.attribution import (
    Change,
    Part,
    Split,
    concentration,
    ordered,
    shortened,
)
from cashbeat.analytics.explain.question import ExplainQuestion
from cashbeat.analytics.explain.wording import summary_of
from cashbeat.contracts.explanation import (
    ChangeExplanation,
    Contribution,
    Dimension,
    ExplainedDimension,
    ExplainedMeasure,
    ExplainedSpan,
)
from cashbeat.kit.currency import exponent_of

NO_ATTEMPTS = "There was no attempt on one side: ask for another range."


@dataclass(frozen=True, slots=True)
class Given:
    """What a dimension is explained from: its splits on both sides, or why there are none."""

    dimension: Dimension
    now: Split
    base: Split
    omitted: str | None = None


def explanation(
    question: ExplainQuestion, change: Change, given: Sequence[Given], as_of: datetime
) -> ChangeExplanation:
    """The change of a measure, and what each dimension says of it, the most telling one first."""
    measure, currency = question.measure, question.selection.currency
    unit = _unit(measure, currency)
    dimensions = [_dimension(change, each, unit) for each in given]
    dimensions.sort(key=lambda each: (each.omitted is not None, -each.concentration))
    base_value, difference = change.base_value / unit, change.difference / unit
    return ChangeExplanation(
        measure=measure,
        currency=currency,
        range=ExplainedSpan(
            from_=question.span.start,
            to=question.span.end,
            value=change.value / unit,
            count=change.now.count,
        ),
        base=ExplainedSpan(
            from_=question.base.start,
            to=question.base.end,
            value=base_value,
            count=change.base.count,
        ),
        change=difference,
        dimensions=dimensions,
        summary=summary_of(measure, currency, base_value, difference, dimensions),
        as_of=as_of,
    )


def _unit(measure: ExplainedMeasure, currency: str) -> int:
    """What a measure is divided by on the way out: volumes leave in major units."""
    return 10 ** exponent_of(currency) if measure == "volume" else 1


def _dimension(change: Change, given: Given, unit: int) -> ExplainedDimension:
    omitted = given.omitted
    if change.measure == "success_rate" and not (change.now.attempts and change.base.attempts):
        omitted = NO_ATTEMPTS
    if omitted is not None:
        return ExplainedDimension(
            dimension=given.dimension, parts=[], concentration=0.0, omitted=omitted
        )
    failures = given.dimension == "failure_code"
    parts = ordered(change, change.parts(given.now, given.base, failures=failures))
    shown = shortened(change, parts, given.now, given.base, failures=failures)
    return ExplainedDimension(
        dimension=given.dimension,
        parts=[_contribution(change, part, unit) for part in shown],
        concentration=concentration(change, parts),
        omitted=None,
    )


def _contribution(change: Change, part: Part, unit: int) -> Contribution:
    difference = change.difference
    return Contribution(
        key=part.key,
        value=part.value / unit,
        base_value=part.base_value / unit,
        contribution=part.contribution / unit,
        share=part.contribution / difference if difference else 0.0,
    )
