"""The definitions of every figure: pure functions of additive counters.

volume        sum of amounts of payments that succeeded (completed, or completed and later refunded)
success rate  succeeded ÷ (succeeded + failed); a pending payment is no attempt yet
average       volume ÷ succeeded, rounded half to even at the currency's last decimal
peak hour     local hour with the most payments, whatever their status; the earliest on a tie
top method    method of the greatest volume; the first by name on a tie; empty without volume
active        methods with at least one payment

Source: the brief's `PaymentMetrics`; the same sentences stand in `contracts.analytics`.
"""

from collections.abc import Mapping

from cashbeat.contracts.analytics import MetricFigures
from cashbeat.kit.money import average_minor, to_major
from cashbeat.rollup.counters import Counters

SUCCEEDED = ("completed", "refunded")


def volume(counters: Counters) -> int:
    """Minor units of the payments that succeeded."""
    return counters.amount(*SUCCEEDED)


def success_rate(counters: Counters) -> float:
    """Fraction of attempts that succeeded, 0..1; 0 without an attempt."""
    succeeded = counters.count(*SUCCEEDED)
    attempts = succeeded + counters.count("failed")
    return succeeded / attempts if attempts else 0.0


def refunded_volume(counters: Counters) -> int:
    """Minor units given back."""
    return sum(counters.refunded.values())


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
    total = volume(counters)
    return MetricFigures(
        total_volume=to_major(total, currency),
        success_rate=success_rate(counters),
        average_amount=average_minor(total, counters.count(*SUCCEEDED), currency),
        peak_hour=peak_hour(hours),
        top_payment_method=top_method(counters),
        active_methods=len(counters.methods()),
        count=counters.count(),
        completed_count=counters.count("completed"),
        failed_count=counters.count("failed"),
        pending_count=counters.count("pending"),
        refunded_count=counters.count("refunded"),
        refunded_volume=to_major(refunded_volume(counters), currency),
    )
