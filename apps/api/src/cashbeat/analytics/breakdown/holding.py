"""What a span holds, failure codes and hours of the local week included: stored counts summed."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cashbeat.analytics.metrics import SUCCEEDED
from cashbeat.analytics.question import Selection
from cashbeat.kit.time_buckets import Bucket, local_day
from cashbeat.rollup.counters import Counters, add_stored, add_stored_failures

Place = tuple[int, int]
"""An hour of the local week: day 1 Monday … 7 Sunday, hour 0..23."""


@dataclass(slots=True)
class HourCounts:
    """Payments of one hour of the week."""

    count: int = 0
    succeeded: int = 0
    failed: int = 0

    @property
    def attempts(self) -> int:
        """Succeeded + failed."""
        return self.succeeded + self.failed

    def add(self, status: str, count: int) -> None:
        """Count payments that stand in a status."""
        self.count += count
        if status in SUCCEEDED:
            self.succeeded += count
        elif status == "failed":
            self.failed += count


@dataclass(slots=True)
class Holding:
    """Counters of a span, and its payments by hour of the week where a clock was asked for."""

    counters: Counters = field(default_factory=Counters)
    week: dict[Place, HourCounts] = field(default_factory=dict)


class HoldingSums:
    """Adds stored buckets to the span that holds their start, see `SpanReader.collect`."""

    def __init__(
        self, spans: Sequence[Bucket], selection: Selection, clock: ZoneInfo | None = None
    ) -> None:
        self._starts = [span.start for span in spans]
        self._holdings = [Holding() for _ in spans]
        self._selection = selection
        self._clock = clock
        self.hours_field = None if clock is None else "h"

    def add_day(self, row: Mapping[str, Any], shift: int) -> None:
        """Add a day whose hours read `shift` later on the asked clock, perhaps a day on."""
        holding = self._add(row["start"], row.get("m", {}))
        if self._clock is None:
            return
        first = date.fromisoformat(row["day"]).weekday()
        for hour, by_method in row.get("h", {}).items():
            days, local = divmod(int(hour) + shift, 24)
            place = ((first + days) % 7 + 1, local)
            for method, by_status in by_method.items():
                for status, count in by_status.items():
                    self._count(holding, place, method, status, count)

    def add_bucket(self, start: datetime, stored: Mapping[str, Any]) -> None:
        """Add a bucket that lies in one local hour."""
        holding = self._add(start, stored)
        if self._clock is None:
            return
        day = local_day(start, self._clock)
        place = (day.isoweekday(), start.astimezone(self._clock).hour)
        for method, by_status in stored.items():
            for status, cell in by_status.items():
                self._count(holding, place, method, status, cell.get("n", 0))

    def sums(self) -> list[Holding]:
        """One a span, restricted to the selected methods and statuses."""
        methods, statuses = self._selection.methods, self._selection.statuses
        if methods or statuses:
            for holding in self._holdings:
                holding.counters = holding.counters.only(methods, statuses)
        return self._holdings

    def _add(self, start: datetime, stored: Mapping[str, Any]) -> Holding:
        holding = self._holdings[bisect_right(self._starts, start) - 1]
        add_stored(holding.counters, stored)
        add_stored_failures(holding.counters, stored)
        return holding

    def _count(self, holding: Holding, place: Place, method: str, status: str, count: int) -> None:
        methods, statuses = self._selection.methods, self._selection.statuses
        if (methods and method not in methods) or (statuses and status not in statuses):
            return
        held = holding.week.get(place)
        if held is None:
            held = holding.week[place] = HourCounts()
        held.add(status, count)
