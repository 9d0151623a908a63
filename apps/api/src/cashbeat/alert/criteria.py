"""When a rule fires, as plain numbers: what evaluation knows of a rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from cashbeat.contracts.alert import AlertBaseline, AlertCondition, AlertMeasure
from cashbeat.kit.currency import exponent_of

MONEY: frozenset[AlertMeasure] = frozenset({"volume", "refunded_volume"})
"""Measures that are sums of one currency; inside they are minor units."""

RELATIVE: frozenset[AlertCondition] = frozenset({"rises_by", "falls_by"})
"""Conditions that compare with a baseline."""

BASELINE_MINUTES: Mapping[AlertBaseline, int] = {"day": 1_440, "week": 10_080}

Unit = Literal["fraction", "payments", "money"]


@dataclass(frozen=True, slots=True)
class Criteria:
    """When a rule fires.

    Units: thresholds of `above` and `below` and `minimum_change` are in the measure's inner unit: a
           fraction, payments, or minor units. Those of `rises_by` and `falls_by` are changes
           relative to the baseline. `window`, `hold`, `cooldown` are minutes.
    """

    measure: AlertMeasure
    condition: AlertCondition
    threshold: Fraction
    clear: Fraction
    window: int
    hold: int
    cooldown: int
    baseline: AlertBaseline | None = None
    minimum_count: int = 0
    minimum_change: Fraction = Fraction(0)
    currency: str | None = None
    method: str | None = None

    @property
    def back(self) -> int | None:
        """Minutes back to the window that is compared with."""
        return None if self.baseline is None else BASELINE_MINUTES[self.baseline]

    @property
    def reach(self) -> int:
        """Minutes before a minute that its evaluation looks at."""
        return self.window + (self.back or 0)

    @property
    def unit(self) -> Unit:
        """What the measure counts."""
        if self.measure == "failure_rate":
            return "fraction"
        return "money" if self.measure in MONEY else "payments"


def criteria_of(stored: Mapping[str, Any]) -> Criteria:
    """The criteria of a stored rule, or of the snapshot that an alert keeps."""
    measure, condition = stored["measure"], stored["condition"]
    scale = exponent_of(stored["currency"]) if measure in MONEY else 0

    def inner(text: str, scale: int) -> Fraction:
        return Fraction(Decimal(text).scaleb(scale))

    shift = 0 if condition in RELATIVE else scale
    threshold = inner(stored["threshold"], shift)
    clear = stored.get("clearThreshold")
    return Criteria(
        measure=measure,
        condition=condition,
        threshold=threshold,
        clear=threshold if clear is None else inner(clear, shift),
        window=stored["windowMinutes"],
        hold=stored["forMinutes"],
        cooldown=stored["cooldownMinutes"],
        baseline=stored.get("baseline"),
        minimum_count=stored["minimumCount"],
        minimum_change=inner(stored["minimumChange"], scale),
        currency=stored.get("currency"),
        method=stored.get("method"),
    )
