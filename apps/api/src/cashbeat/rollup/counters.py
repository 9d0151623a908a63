"""The additive core of every figure: counts and sums by method and status.

Only numbers that may be added stand here; rates, averages, peaks and tops are derived at read time
(`cashbeat.analytics.metrics`), so that any two buckets can be merged.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

STATUSES = ("pending", "completed", "failed", "refunded")


@dataclass(slots=True)
class Cell:
    """Payments of one method that stand in one status. ``amount`` is in minor units."""

    count: int = 0
    amount: int = 0


@dataclass(slots=True)
class Counters:
    """Payments of one bucket and currency, by method and status.

    Units: integer minor units; counts are payments. ``refunded`` is what was given back of the
           bucket's payments, by (method, status the payment stands in). ``failures`` are those
           that stand failed, by (method, failure code); one without a code is in no such cell.
    """

    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)
    refunded: dict[tuple[str, str], int] = field(default_factory=dict)
    failures: dict[tuple[str, str], Cell] = field(default_factory=dict)

    def add(self, method: str, status: str, count: int, amount: int, refunded: int = 0) -> None:
        """Add payments, or take them away with negative numbers."""
        cell = self.cells.get((method, status))
        if cell is None:
            cell = self.cells[(method, status)] = Cell()
        cell.count += count
        cell.amount += amount
        if refunded:
            key = (method, status)
            self.refunded[key] = self.refunded.get(key, 0) + refunded

    def add_failure(self, method: str, code: str, count: int, amount: int) -> None:
        """Add payments that stand failed with a code, which `add` counts too."""
        cell = self.failures.get((method, code))
        if cell is None:
            cell = self.failures[(method, code)] = Cell()
        cell.count += count
        cell.amount += amount

    def merge(self, other: "Counters") -> None:
        """Add another bucket of the same currency."""
        for (method, status), cell in other.cells.items():
            self.add(method, status, cell.count, cell.amount)
        for key, amount in other.refunded.items():
            self.refunded[key] = self.refunded.get(key, 0) + amount
        for (method, code), cell in other.failures.items():
            self.add_failure(method, code, cell.count, cell.amount)

    def only(self, methods: Collection[str], statuses: Collection[str]) -> "Counters":
        """The part of these methods and statuses; an empty collection means all of them."""

        def wanted(key: tuple[str, str]) -> bool:
            return (not methods or key[0] in methods) and (not statuses or key[1] in statuses)

        return Counters(
            {key: cell for key, cell in self.cells.items() if wanted(key)},
            {key: amount for key, amount in self.refunded.items() if wanted(key)},
            {
                (method, code): cell
                for (method, code), cell in self.failures.items()
                if wanted((method, "failed"))
            },
        )

    def count(self, *statuses: str) -> int:
        """Payments that stand in one of these statuses; all of them without any."""
        return sum(
            cell.count
            for (_, status), cell in self.cells.items()
            if not statuses or status in statuses
        )

    def amount(self, *statuses: str) -> int:
        """Minor units of payments that stand in one of these statuses."""
        return sum(cell.amount for (_, status), cell in self.cells.items() if status in statuses)

    def methods(self) -> set[str]:
        """Methods with at least one payment."""
        return {method for (method, _), cell in self.cells.items() if cell.count}

    def is_empty(self) -> bool:
        """Whether nothing is counted: a bucket that all its payments have left."""
        return not any(
            cell.count or cell.amount for cell in (*self.cells.values(), *self.failures.values())
        ) and not any(self.refunded.values())


def to_stored(counters: Counters) -> dict[str, Any]:
    """Counters as they stand in MongoDB: ``{method: {status: {n, a, r, f: {code: {n, a}}}}}``."""
    stored: dict[str, Any] = {}
    for (method, status), cell in counters.cells.items():
        stored.setdefault(method, {})[status] = {"n": cell.count, "a": cell.amount}
    for (method, status), amount in counters.refunded.items():
        stored.setdefault(method, {}).setdefault(status, {})["r"] = amount
    for (method, code), cell in counters.failures.items():
        failed = stored.setdefault(method, {}).setdefault("failed", {})
        failed.setdefault("f", {})[code] = {"n": cell.count, "a": cell.amount}
    return stored


def from_stored(stored: Mapping[str, Any]) -> Counters:
    """The inverse of `to_stored`; absent numbers are 0."""
    counters = Counters()
    add_stored(counters, stored)
    add_stored_failures(counters, stored)
    return counters


def add_stored(into: Counters, stored: Mapping[str, Any]) -> None:
    """Add a stored ``{method: {status: {n, a, r}}}`` to counters, without a copy between.

    Failure codes are left to `add_stored_failures`: few figures need them. A year is some 20,000
    cells, so this is `add` written out: half of its time was calls.
    """
    cells, refunded = into.cells, into.refunded
    for method, by_status in stored.items():
        for status, numbers in by_status.items():
            key = (method, status)
            cell = cells.get(key)
            if cell is None:
                cell = cells[key] = Cell()
            if "n" in numbers:
                cell.count += numbers["n"]
            if "a" in numbers:
                cell.amount += numbers["a"]
            if "r" in numbers:
                refunded[key] = refunded.get(key, 0) + numbers["r"]


def add_stored_failures(into: Counters, stored: Mapping[str, Any]) -> None:
    """Add the failure codes of a stored bucket to counters."""
    for method, by_status in stored.items():
        for code, numbers in by_status.get("failed", {}).get("f", {}).items():
            into.add_failure(method, code, numbers.get("n", 0), numbers.get("a", 0))


def total(parts: Iterable[Counters]) -> Counters:
    """Sum of buckets of one currency."""
    result = Counters()
    for part in parts:
        result.merge(part)
    return result
