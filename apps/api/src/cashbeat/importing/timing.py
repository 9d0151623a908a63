"""A file's columns of dates and times turned into instants, fast where clocks do not change."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from cashbeat.tabular.moment import (
    ORDERS,
    Clock,
    Moment,
    day_base,
    epoch_moment,
    is_date_of_other_order,
    local_moment,
    read_clock,
    read_date,
    split_date_time,
)
from cashbeat.tabular.source import UNCOMPUTED, Cell
from cashbeat.tabular.value import FORMULA, Fault, Remembered

_MIDNIGHT = Clock(timedelta(0), None)
FUTURE_ALLOWED = timedelta(minutes=5)


class _Day(NamedTuple):
    """A day's midnight as naive wall clock, and in UTC on days without a clock change."""

    wall: datetime
    base: datetime | None


class TimeReader:
    """Reads instants in one zone and one order of day and month.

    `repeated` counts rows whose local time happened twice and was read as the first time;
    `of_other_order` is a date that only the other order of day and month can read.
    """

    def __init__(
        self, zone: ZoneInfo, date_format: str | None, now: datetime, *, shift: bool
    ) -> None:
        self._zone = zone
        self._order = date_format if date_format in ORDERS else None
        self._pattern = date_format if date_format not in ORDERS else None
        self._whole_pattern = self._pattern is not None and any(
            directive in self._pattern for directive in ("%H", "%I", "%T", "%X", "%c")
        )
        self._latest = now + FUTURE_ALLOWED
        self._shift = shift
        self._days = Remembered(self._day)
        self._clocks = Remembered(_quick_clock)
        self.read_locally = False
        self.repeated = 0
        self.without_time = 0
        self.of_other_order: str | None = None

    def read(self, dates: Iterable[Cell], clocks: Iterable[Cell] | None) -> list[Any]:
        """Naive UTC of every row, or its Fault."""
        if clocks is not None:
            moments = [self._of_two(d, c) for d, c in zip(dates, clocks, strict=True)]
        else:
            moments = [self._of_one(cell) for cell in dates]
        latest = self._latest
        return [
            at
            if type(at) is not datetime or at <= latest
            else Fault("date_in_future", "the payment lies in the future")
            for at in moments
        ]

    def _of_one(self, cell: Cell) -> datetime | Fault:
        if type(cell) is str:
            date_text, separator, clock_text = cell.partition(" ")
            if not separator and len(cell) > 11 and cell[10] == "T":
                date_text, clock_text = cell[:10], cell[11:]
            if clock_text:
                at = self._quick(date_text, clock_text)
                if at is not None:
                    return at
        return self._slow(cell)

    def _of_two(self, date_cell: Cell, clock_cell: Cell) -> datetime | Fault:
        if type(date_cell) is str and type(clock_cell) is str:
            at = self._quick(date_cell, clock_cell)
            if at is not None:
                return at
        if date_cell is UNCOMPUTED or clock_cell is UNCOMPUTED:
            return FORMULA
        day = self._read_day(date_cell)
        if isinstance(day, Fault):
            return day
        if clock_cell == "":
            return self._at(day, _MIDNIGHT, whole_day=True)
        clock = read_clock(clock_cell)
        return clock if isinstance(clock, Fault) else self._at(day, clock, whole_day=False)

    def _quick(self, date_text: str, clock_text: str) -> datetime | None:
        day = self._days[date_text]
        clock = self._clocks[clock_text]
        if day is None or clock is None:
            return None
        since, is_local = clock
        if not is_local:
            return day.wall + since  # type: ignore[no-any-return]
        if day.base is None:
            return None
        self.read_locally = True
        return day.base + since  # type: ignore[no-any-return]

    def _slow(self, cell: Cell) -> datetime | Fault:
        if cell is UNCOMPUTED:
            return FORMULA
        if isinstance(cell, datetime):
            whole = cell.time() == time(0)
            return self._at(cell.date(), read_clock(cell), whole_day=whole)
        if isinstance(cell, time):
            return Fault("date_missing", "this is a time of day without a date")
        text = str(cell).strip()
        if self._pattern is None and (at := epoch_moment(cell)) is not None:
            return at
        if self._whole_pattern:
            return self._by_pattern(text)
        date_text, clock_text = split_date_time(text)
        day = self._read_day(date_text)
        if isinstance(day, Fault):
            return day
        clock = read_clock(clock_text) if clock_text else _MIDNIGHT
        if isinstance(clock, Fault):
            return clock
        return self._at(day, clock, whole_day=not clock_text)

    def _read_day(self, cell: Cell) -> date | Fault:
        day = read_date(cell, self._order, self._pattern)
        if isinstance(day, Fault) and is_date_of_other_order(str(cell), self._order):
            self.of_other_order = self.of_other_order or str(cell).strip()
        return day

    def _by_pattern(self, text: str) -> datetime | Fault:
        try:
            at = datetime.strptime(text, self._pattern or "")  # noqa: DTZ007 (a wall clock)
        except ValueError:
            return Fault("date_invalid", f"this does not fit the date format {self._pattern!r}")
        offset = at.utcoffset()
        if offset is not None:
            return at.replace(tzinfo=None) - offset
        return self._at(at.date(), read_clock(at), whole_day=False)

    def _at(self, day: Any, clock: Clock | Fault, *, whole_day: bool) -> datetime | Fault:
        if isinstance(clock, Fault):
            return clock
        moment = local_moment(day, clock, self._zone, shift=self._shift, whole_day=whole_day)
        if not isinstance(moment, Moment):
            return moment
        self.read_locally = self.read_locally or clock.offset is None
        self.repeated += moment.repeated
        self.without_time += whole_day
        return moment.at

    def _day(self, text: str) -> _Day | None:
        if self._whole_pattern:
            return None
        day = read_date(text, self._order, self._pattern)
        if isinstance(day, Fault):
            return None
        wall = datetime(day.year, day.month, day.day)  # noqa: DTZ001 (a wall clock)
        return _Day(wall, day_base(day, self._zone))


def _quick_clock(text: str) -> tuple[timedelta, bool] | None:
    clock = read_clock(text)
    if isinstance(clock, Fault):
        return None
    if clock.offset is None:
        return clock.since_midnight, True
    return clock.since_midnight - timedelta(minutes=clock.offset), False
