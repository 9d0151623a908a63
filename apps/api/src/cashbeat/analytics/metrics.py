"""The definitions of every figure: pure functions of additive counters.

volume        sum of amounts of payments that succeeded (completed, or completed and later refunded)
success rate  succeeded ÷ (succeeded + failed); a pending payment is no attempt yet
average       volume ÷ succeeded, rounded half to even at the currency's last decimal
peak hour     local hour with the most payments, whatever their status; the earliest on a tie
top method    method of the greatest volume; the first by name on a tie; empty without volume
active        methods with at least one payment
net volume    volume − refunded volume; below 0 where less than what was given back counts as volume
refund rate   refunded volume ÷ volume; 0 without volume

Source: the brief's `PaymentMetrics`; the same sentences stand in `contracts.analytics`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cashbeat.contracts.analytics import MetricFigures
from cashbeat.kit.money import average_minor, to_major
from cashbeat.rollup.counters import STATUSES, Cell, Counters

SUCCEEDED = ("completed", "refunded")


@dataclass(frozen=True, slots=True)
class Standing:
    """Counters summed over methods. `held` has a cell for every status; minor units."""

    held: Mapping[str, Cell]
    refunded_volume: int

    @property
    def count(self) -> int:
        """All payments."""
        return sum(cell.count for cell in self.held.values())

    @property
    def succeeded(self) -> int:
        """Payments that succeeded."""
        return sum(self.held[status].count for status in SUCCEEDED)

    @property
    def volume(self) -> int:
        """Amount of the payments that succeeded."""
        return sum(self.held[status].amount for status in SUCCEEDED)

    @property
    def success_rate(self) -> float:
        """Fraction of attempts that succeeded, 0..1; 0 without an attempt."""
        return self.succeeded / self.attempts if self.attempts else 0.0

    @property
    def refund_rate(self) -> float:
        """Fraction of the volume that was given back; 0 without volume."""
        return self.refunded_volume / self.volume if self.volume else 0.0

    @property
    def attempts(self) -> int:
        """Payments that succeeded or failed."""
        return self.succeeded + self.held["failed"].count


def standing(counters: Counters) -> Standing:
    """Where the payments stand, whatever their method."""
    held = {status: Cell() for status in STATUSES}
    for (_, status), cell in counters.cells.items():
        held[status].count += cell.count
        held[status].amount += cell.amount
    return Standing(held, sum(counters.refunded.values()))


def peak_hour(hours: Mapping[int, int]) -> int:
    """The hour with the most payments, the earliest on a tie; 0 without payments."""
    return max(range(24), key=lambda hour: (hours.get(hour, 0), -hour))


def top_method(counters: Counters) -> str:
    """The method of the greatest volume, the first by name on a tie; empty without volume."""
    volumes: dict[str, int] = {}
    for (method, status), cell in counters.cells.items():
        if status in SUCCEEDED and cell.amount:
            volumes[method] = volumes.get(method, 0) + cell.amount
    return min(volumes, key=lambda method: (-volumes[method], method), default="")


def figures(counters: Counters, hours: Mapping[int, int], currency: str) -> MetricFigures:
    """Every figure of one range.

    Units: `counters` in minor units of `currency`, the result in major ones; `hours` counts
           payments by local hour 0..23.
    """
    now = standing(counters)
    return MetricFigures(
        total_volume=to_major(now.volume, currency),
        success_rate=now.success_rate,
        average_amount=average_minor(now.volume, now.succeeded, currency),
        peak_hour=peak_hour(hours),
        top_payment_method=top_method(counters),
        active_methods=len(counters.methods()),
        count=now.count,
        completed_count=now.held["completed"].count,
        failed_count=now.held["failed"].count,
        pending_count=now.held["pending"].count,
        refunded_count=now.held["refunded"].count,
        refunded_volume=to_major(now.refunded_volume, currency),
        net_volume=to_major(now.volume - now.refunded_volume, currency),
        refund_rate=now.refund_rate,
        hours=[hours.get(hour, 0) for hour in range(24)],
    )
