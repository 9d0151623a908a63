"""Numbers of rules and alerts for people: from whole numbers inside to what travels and is read."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

from cashbeat.alert.criteria import RELATIVE, Criteria
from cashbeat.alert.evaluation import Ratio
from cashbeat.kit.currency import exponent_of
from cashbeat.kit.money import to_major

_FRACTION = Decimal("0.0001")


def figure_of(rule: Criteria, ratio: Ratio) -> Decimal:
    """A measure as it travels: a fraction to four decimals, payments, or major units."""
    if rule.unit == "fraction":
        return _rounded(Fraction(ratio.top, ratio.bottom), _FRACTION)
    if rule.unit == "money":
        return to_major(ratio.top, rule.currency or "")
    return Decimal(ratio.top)


def threshold_figure(rule: Criteria, threshold: Fraction, base: Ratio | None) -> Decimal | None:
    """Where a threshold lies in the unit of the measure; None of a change without a baseline."""
    inner = threshold
    if rule.condition in RELATIVE:
        if base is None:
            return None
        change = threshold if rule.condition == "rises_by" else -threshold
        inner = (1 + change) * Fraction(base.top, base.bottom)
    if rule.unit == "fraction":
        return _rounded(inner, _FRACTION)
    exponent = exponent_of(rule.currency or "") if rule.unit == "money" else 2
    scale = 10**exponent if rule.unit == "money" else 1
    return _rounded(inner / scale, Decimal(1).scaleb(-exponent))


def summary_of(rule: Criteria) -> str:
    """The rule in a sentence."""
    name = _NAMES[rule.measure]
    where = f" of {rule.method}" if rule.method else ""
    window = f"{name}{where} in {_minutes(rule.window)}"
    held = f" for {_minutes(rule.hold)}" if rule.hold > 1 else ""
    floors = []
    if rule.minimum_count:
        noun = "attempt" if rule.measure == "failure_rate" else "payment"
        floors.append(f"from {rule.minimum_count:,} {noun}{'s' if rule.minimum_count > 1 else ''}")
    if rule.minimum_change:
        floors.append(f"by {_said(rule, rule.minimum_change)} at least")
    tail = "".join(f", {floor}" for floor in floors)
    return f"{window} {_condition(rule)}{held}{tail}."


def title_of(rule: Criteria, value: Ratio, base: Ratio | None) -> str:
    """What was found, in a sentence."""
    name = _NAMES[rule.measure]
    where = f" of {rule.method}" if rule.method else ""
    found = _said(rule, Fraction(value.top, value.bottom))
    against = _condition(rule)
    if base is not None:
        before = Fraction(base.top, base.bottom)
        against = f"{_changed(rule, Fraction(value.top, value.bottom), before)}"
    return f"{name}{where} {found} in {_minutes(rule.window)}, {against}."


def _condition(rule: Criteria) -> str:
    if rule.condition in RELATIVE:
        verb = "risen" if rule.condition == "rises_by" else "fallen"
        return f"{verb} by {_percent(rule.threshold)} against the {rule.baseline} before"
    return f"{rule.condition} {_said(rule, rule.threshold)}"


def _changed(rule: Criteria, value: Fraction, before: Fraction) -> str:
    verb = "up" if value >= before else "down"
    change = f" {_percent(abs(value - before) / before)}" if before else ""
    return f"{verb}{change} from {_said(rule, before)} the {rule.baseline} before"


def _said(rule: Criteria, inner: Fraction) -> str:
    """A number in the measure's inner unit."""
    if rule.unit == "fraction":
        return _percent(inner)
    if rule.unit == "payments":
        return _plain(_rounded(inner, Decimal("0.01")))
    exponent = exponent_of(rule.currency or "")
    major = _rounded(inner / 10**exponent, Decimal(1).scaleb(-exponent))
    return f"{major:,} {rule.currency}"


def _percent(fraction: Fraction) -> str:
    return f"{_plain(_rounded(fraction * 100, Decimal('0.1')))}%"


def _plain(number: Decimal) -> str:
    whole = number.to_integral_value()
    return f"{whole:,}" if number == whole else f"{number.normalize():,f}"


def _minutes(count: int) -> str:
    if count % 60 == 0:
        hours = count // 60
        return f"{hours:,} hour{'s' if hours > 1 else ''}"
    return f"{count:,} minute{'s' if count > 1 else ''}"


def _rounded(number: Fraction, unit: Decimal) -> Decimal:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(unit, rounding=ROUND_HALF_EVEN)


_NAMES: dict[Any, str] = {
    "failure_rate": "Failure rate",
    "failed_count": "Failed payments",
    "volume": "Volume",
    "payment_count": "Payments",
    "refunded_volume": "Refunds",
}
