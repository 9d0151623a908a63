"""From what a caller sent to a rule that may be stored: every fault at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cashbeat.alert.criteria import MONEY, RELATIVE
from cashbeat.contracts.alert import AlertRuleChange, NewAlertRule
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.body import Faulty, problems_of, values_of
from cashbeat.kit.currency import EXPONENTS, UnknownCurrency

MAX_DECIMALS = 6

NULLABLE = frozenset({"clear_threshold", "baseline", "currency", "method"})
"""Fields of a rule that may be empty: a change that gives null empties them."""

Values = Mapping[str, Any]
"""Fields of a rule under the names of `NewAlertRule`; those that could not be read are missing."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a rule may name: the organisation's methods, members and webhooks."""

    methods: Collection[str]
    members: Collection[str]
    webhooks: Collection[str]


def check_new_rule(
    body: NewAlertRule | Faulty[NewAlertRule], around: Surroundings, prefix: str = ""
) -> tuple[Values, list[FieldProblem]]:
    """The fields of a new rule, and every reason why it is none."""
    values = values_of(body)
    return values, problems_of(body) + faults_of(values, around, prefix)


def check_change(
    stored: Values, body: AlertRuleChange | Faulty[AlertRuleChange], around: Surroundings
) -> tuple[Values, list[FieldProblem]]:
    """The fields of a rule after a change, and every reason why it would be none.

    What was left out stays; null empties what may be empty, and is else as if left out.
    """
    given = values_of(body)
    sent = body.model_fields_set if isinstance(body, AlertRuleChange) else set(given)
    changes = {
        name: value
        for name, value in given.items()
        if name in stored and name in sent and (value is not None or name in NULLABLE)
    }
    values = dict(stored) | changes
    for name in set(stored) - set(given) if isinstance(body, Faulty) else ():
        values.pop(name)
    return values, problems_of(body) + faults_of(values, around)


def faults_of(values: Values, around: Surroundings, prefix: str = "") -> list[FieldProblem]:
    """What is wrong with the fields that could be read."""
    found: list[FieldProblem] = []

    def fault(field: str, code: str, message: str) -> None:
        found.append(FieldProblem(field=f"{prefix}{field}", code=code, message=message))

    _check_numbers(values, fault)
    _check_condition(values, fault)
    _check_what(values, around, fault)
    _check_channels(values, around, fault)
    return found


def _check_numbers(values: Values, fault: Any) -> None:
    for name, wire in _NUMBERS.items():
        number = values.get(name)
        if isinstance(number, Decimal) and -int(number.normalize().as_tuple().exponent) > (
            MAX_DECIMALS
        ):
            fault(wire, "too_precise", f"may have at most {MAX_DECIMALS} decimals")


def _check_condition(values: Values, fault: Any) -> None:
    condition, measure = values.get("condition"), values.get("measure")
    threshold, clear = values.get("threshold"), values.get("clear_threshold")
    if condition is None:
        return
    relative = condition in RELATIVE
    baseline = values.get("baseline")
    if relative and baseline is None and "baseline" in values:
        fault("baseline", "required", f"`{condition}` needs a baseline: day or week")
    if not relative and baseline is not None:
        fault("baseline", "not_allowed", f"`{condition}` compares with no baseline")
    if not relative and values.get("minimum_change"):
        fault("minimumChange", "not_allowed", f"`{condition}` knows no change")
    few = condition == "below" and measure not in {None, "failure_rate"}
    if few and values.get("minimum_count"):
        fault("minimumCount", "not_allowed", "must be 0: few payments are what is looked for")
    _check_threshold(condition, measure, threshold, fault)
    if threshold is None or clear is None:
        return
    if condition == "below" and clear < threshold:
        fault("clearThreshold", "wrong_side", "must not be below `threshold`")
    if condition != "below" and clear > threshold:
        fault("clearThreshold", "wrong_side", "must not be above `threshold`")


def _check_threshold(
    condition: str, measure: str | None, threshold: Decimal | None, fault: Any
) -> None:
    if threshold is None:
        return
    if condition != "above" and not threshold:
        fault("threshold", "too_small", "must be greater than 0")
    if condition == "falls_by" and threshold > 1:
        fault("threshold", "too_large", "must be at most 1: nothing falls by more than all of it")
    rate = measure == "failure_rate" and condition not in RELATIVE
    if rate and (threshold > 1 or (condition == "above" and threshold == 1)):
        fault("threshold", "too_large", "must be a fraction that can be passed, such as 0.2")


def _check_what(values: Values, around: Surroundings, fault: Any) -> None:
    currency, method = values.get("currency"), values.get("method")
    if currency is not None and currency not in EXPONENTS:
        fault("currency", "unknown_currency", str(UnknownCurrency(currency)))
    if values.get("measure") in MONEY and currency is None and "currency" in values:
        fault("currency", "required", "amounts are of one currency")
    if method is not None and method not in around.methods:
        message = f"{method!r} is none of the organisation's payment methods"
        fault("method", "unknown_method", message)


def _check_channels(values: Values, around: Surroundings, fault: Any) -> None:
    channels = values.get("channels")
    if channels is None:
        return
    for place, member in enumerate(channels.email):
        if member not in around.members:
            fault(f"channels.email.{place}", "unknown_member", "is no member of the organisation")
    for place, webhook in enumerate(channels.webhooks):
        if webhook not in around.webhooks:
            fault(f"channels.webhooks.{place}", "unknown_webhook", "is no webhook of ours")


_NUMBERS = {
    "threshold": "threshold",
    "clear_threshold": "clearThreshold",
    "minimum_change": "minimumChange",
}
