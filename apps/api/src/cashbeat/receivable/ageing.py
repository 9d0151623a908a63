"""What is owed as of a day, pure: from the sums that its days hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, get_args

from cashbeat.contracts.receivable import AgeingName

StoredDay = Mapping[str, Any]
"""The fields of `ReceivableDayDocument` under their stored names."""

AGEING: tuple[AgeingName, ...] = get_args(AgeingName)
_LAST_DAYS = (0, 30, 60, 90)
"""The most days past due of each bucket but the last."""

DSO_DAYS = 90
"""Days whose charges the days sales outstanding are measured by."""


@dataclass(slots=True)
class Month:
    """Minor units, and a count."""

    charged: int = 0
    collected: int = 0
    payments: int = 0

    def add(self, day: StoredDay) -> None:
        """Take in a day of it."""
        self.charged += day.get("charged", 0)
        self.collected += day.get("collected", 0) - day.get("refunded", 0)
        self.payments += day.get("payments", 0)


@dataclass(slots=True)
class Ageing:
    """How things stood at the end of a day. Minor units; counts of charges beside them."""

    amounts: dict[AgeingName, int] = field(default_factory=lambda: dict.fromkeys(AGEING, 0))
    charges: dict[AgeingName, int] = field(default_factory=lambda: dict.fromkeys(AGEING, 0))
    credit: int = 0
    charged_lately: int = 0
    month: Month = field(default_factory=Month)
    previous_month: Month = field(default_factory=Month)

    @property
    def outstanding(self) -> int:
        """All that is open."""
        return sum(self.amounts.values())

    @property
    def overdue(self) -> int:
        """What was due before the day."""
        return self.outstanding - self.amounts["current"]

    @property
    def days_sales_outstanding(self) -> float | None:
        """Days to collect what is open, at the rate of the last 90 days; None without charges."""
        if self.charged_lately <= 0:
            return None
        return round(self.outstanding / self.charged_lately * DSO_DAYS, 1)


def age(days: Iterable[StoredDay], as_of: date) -> Ageing:
    """Sum the days up to one.

    Shape:  N stored days of one currency -> one `Ageing`; days after `as_of` are left out.
    Units:  minor units. A charge that is due on `as_of` itself is current.
    """
    ageing = Ageing()
    open_: dict[str, int] = {}
    counts: dict[str, int] = {}
    last, lately = as_of.isoformat(), (as_of - timedelta(days=DSO_DAYS - 1)).isoformat()
    first = as_of.replace(day=1)
    previous_first, previous_last = previous_month(as_of)
    for day in days:
        name = day["day"]
        if name > last:
            continue
        ageing.credit += day.get("credit", 0)
        if name >= lately:
            ageing.charged_lately += day.get("charged", 0)
        if name >= first.isoformat():
            ageing.month.add(day)
        elif previous_first.isoformat() <= name <= previous_last.isoformat():
            ageing.previous_month.add(day)
        _sum(open_, day.get("open", {}))
        _sum(counts, day.get("n", {}))
    for due, amount in open_.items():
        bucket = bucket_of((as_of - date.fromisoformat(due)).days)
        ageing.amounts[bucket] += amount
        ageing.charges[bucket] += counts.get(due, 0)
    return ageing


def bucket_of(days_past: int) -> AgeingName:
    """The bucket of a due date that is so many days past, or still to come."""
    for name, most in zip(AGEING, _LAST_DAYS, strict=False):
        if days_past <= most:
            return name
    return AGEING[-1]


def previous_month(day: date) -> tuple[date, date]:
    """The first of the month before, and its day that compares with this one."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last.replace(day=min(day.day, last.day))


def _sum(to: dict[str, int], values: Mapping[str, int]) -> None:
    for due, value in values.items():
        to[due] = to.get(due, 0) + value
