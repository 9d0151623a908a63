"""Sums of payments split by what rollups know, and by amounts: pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cashbeat.analytics.breakdown.parts import failures_of
from cashbeat.analytics.metrics import SUCCEEDED
from cashbeat.contracts.explanation import ExplainedMeasure
from cashbeat.kit.money import to_major
from cashbeat.payment.sizing import Sums
from cashbeat.rollup.counters import Counters

BANDS = (0, *(lead * 10**power for power in range(2, 9) for lead in (1, 2, 5)), 10**9)
"""Where bands of amounts begin, in minor units: 1, 2, 5, 10, … euros; 100, 200, 500, … yen."""


@dataclass(slots=True)
class Side:
    """One side of a comparison: all payments of a span, and split by what rollups know."""

    total: Sums = field(default_factory=Sums)
    methods: dict[str, Sums] = field(default_factory=dict)
    failure_codes: dict[str, Sums] = field(default_factory=dict)
    currencies: dict[str, Sums] = field(default_factory=dict)

    def add(self, currency: str, counters: Counters) -> None:
        """Add what the span holds of a currency."""
        own = self.currencies.setdefault(currency, Sums())
        for (method, status), cell in counters.cells.items():
            succeeded = status in SUCCEEDED
            sums = Sums(
                count=cell.count,
                volume=cell.amount if succeeded else 0,
                succeeded=cell.count if succeeded else 0,
                failed=cell.count if status == "failed" else 0,
            )
            for held in (self.total, own, self.methods.setdefault(method, Sums())):
                held.add(sums)
        for code, cell in failures_of(counters).items():
            failed = Sums(count=cell.count, failed=cell.count)
            self.failure_codes.setdefault(code, Sums()).add(failed)

    def by_failure(self, measure: ExplainedMeasure) -> Mapping[str, Sums]:
        """Failures by code; for a measure of all payments those that did not fail are beside them.

        They are in the empty part, where failures without a code are.
        """
        if measure != "count":
            return self.failure_codes
        failed = sum(sums.failed for sums in self.failure_codes.values())
        rest = Sums(count=self.total.count - failed)
        rest.add(self.failure_codes.get("", Sums()))
        return self.failure_codes | {"": rest}


def band_name(start: int, currency: str) -> str:
    """The band that begins at so many minor units, in major ones: `10-20`; the last is `…+`."""
    low = _plain(to_major(start, currency))
    place = BANDS.index(start) + 1
    return f"{low}-{_plain(to_major(BANDS[place], currency))}" if place < len(BANDS) else f"{low}+"


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
