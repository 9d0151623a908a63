"""The main finding of an explanation in a sentence, pure."""

from cashbeat.contracts.explanation import Dimension, ExplainedDimension, ExplainedMeasure

STANDS_OUT = 0.2
"""Concentration from which a part is worth naming."""

_SUBJECTS: dict[ExplainedMeasure, str] = {
    "volume": "Volume",
    "count": "Payments",
    "failed_count": "Failed payments",
    "success_rate": "Success rate",
}
_NONE: dict[Dimension, str] = {
    "method": "payments without a method",
    "failure_code": "failures without a code",
    "currency": "payments without a currency",
    "amount_band": "payments without an amount",
    "customer": "payments without a customer",
}


def summary_of(
    measure: ExplainedMeasure,
    currency: str,
    base: float,
    change: float,
    dimensions: list[ExplainedDimension],
) -> str:
    """What changed and which part accounts for it. `base` and `change` in the measure's unit."""
    subject = _SUBJECTS[measure]
    if not change:
        return f"{subject} did not change."
    verb = "rose" if change > 0 else "fell"
    said = f"{subject} {verb} by {_size(measure, currency, base, abs(change))}"
    first = next((each for each in dimensions if each.parts), None)
    if first is None:
        return f"{said}."
    if first.concentration < STANDS_OUT:
        return f"{said}; no single part of it stands out."
    part = first.parts[0]
    share = "more than all" if part.share > 1.005 else f"{part.share:.0%}"
    name = _named(first.dimension, part.key, measure, currency)
    return f"{said}; {name} accounts for {share} of it."


def _size(measure: ExplainedMeasure, currency: str, base: float, change: float) -> str:
    if measure == "success_rate":
        return f"{change * 100:.1f} points"
    relative = f" ({change / base:.0%})" if base else ""
    if measure == "volume":
        return f"{change:,.0f} {currency}{relative}"
    return f"{change:,.0f}{relative}"


def _named(dimension: Dimension, key: str, measure: ExplainedMeasure, currency: str) -> str:
    if key == "":
        unfailed = dimension == "failure_code" and measure == "count"
        return "what did not fail" if unfailed else _NONE[dimension]
    match dimension:
        case "failure_code":
            return f"the failure code {key}"
        case "amount_band":
            return f"the amounts {key} {currency}"
        case "customer":
            return f"the customer {key}"
        case _:
            return key
