"""Due dates: days as a workbook stores them or as people write them, in the order of the file."""

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from cashbeat.customer.importing.reading.cell import (
    CellFault,
    CellReader,
    Read,
    reader_of,
)
from cashbeat.tabular.moment import (
    DAY_FIRST,
    FIRST_YEAR,
    MONTH_FIRST,
    ORDERS,
    YEAR_FIRST,
    date_evidence,
    decide_order,
    is_date_of_other_order,
    read_clock,
    read_date,
    split_date_time,
    undecided_order,
)
from cashbeat.tabular.source import Cell
from cashbeat.tabular.value import Fault
from cashbeat.tabular.wording import Choice

LAST_YEAR = 2199
"""As over HTTP."""

_PARTS = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})", re.ASCII)
_FROM_1900, _FROM_1904 = date(1899, 12, 30), date(1904, 1, 1)
_ADVICE = "type a date such as 2026-12-31, or leave the cell empty"


class DateForm(NamedTuple):
    """How the dates of a file are written: an order of day and month, or a pattern.

    `order` is None when the file has no date that needs one, or none that decides it.
    """

    order: str | None
    pattern: str | None = None


def said_form(said: str) -> DateForm:
    """As a person says."""
    return DateForm(said) if said in ORDERS else DateForm(None, said)


def find_form(cells: Iterable[Any]) -> DateForm:
    """The form of a column, as the file stores its cells.

    Raises: FileRefused when its dates may be day-first or month-first, and there is none that is
            a date all the same.
    """
    sure = False

    def texts() -> Iterable[str]:
        nonlocal sure
        for cell in cells:
            if isinstance(cell, str):
                text = cell.strip()
                sure = sure or date_evidence(text) == YEAR_FIRST
                yield text
            else:
                sure = sure or isinstance(cell, date)

    order, undecided = decide_order(texts())
    if order is None and undecided is not None and not sure:
        raise undecided_order(undecided)
    return DateForm(order)


class DayReader:
    """Reads days. `form` tells how they are written; it is asked for when a text is met.

    `of_other_order` is the first text that is a date of the order that the file has not; `number`
    the first number without a format that was read as a day, and that day.
    """

    def __init__(self, form: Callable[[], DateForm], *, from_1904: bool = False) -> None:
        self._form = form
        self._zero = _FROM_1904 if from_1904 else _FROM_1900
        self.of_other_order: str | None = None
        self.number: tuple[str, str] | None = None

    def reader(self) -> CellReader:
        """What reads a cell."""
        return reader_of(self._value)

    def _value(self, text: str, cell: Cell) -> Read | str | Fault:
        if isinstance(cell, datetime):
            day: date | Fault = _in_range(cell.date())
            value = day if isinstance(day, Fault) else day.isoformat()
            if isinstance(value, Fault):
                return Read(cell.date().isoformat(), "d", None, value)
            return Read(value, "d", value)
        if isinstance(cell, Decimal):
            return self._of_number(cell)
        if not isinstance(cell, str):
            return Fault("date_invalid", "this is no date", _ADVICE)
        day = self._of_text(text)
        if isinstance(day, Fault):
            return day
        return Read(text, None, day.isoformat(), None, day.isoformat())

    def _of_number(self, number: Decimal) -> str | Fault:
        """20261231, or the days since 1900 that a date is once it loses its format."""
        if number == int(number) and 20_000_101 <= number <= 21_991_231:
            day = read_date(str(int(number)), None)
            return day if isinstance(day, Fault) else day.isoformat()
        if 0 < number < 200_000:
            day = self._zero + timedelta(days=int(number))
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                self.number = self.number or (format(number, "f"), day.isoformat())
                return day.isoformat()
        return Fault("date_invalid", "this is a number, and no date", _ADVICE)

    def _of_text(self, text: str) -> date | Fault:
        order, pattern = self._form()
        if pattern is None:
            day_text, clock = split_date_time(text)
            if clock and not isinstance(read_clock(clock), Fault):
                text = day_text
            if order is None and date_evidence(text) == "?":
                return _ambiguous(text)
        day = read_date(text, order or DAY_FIRST, pattern)
        if not isinstance(day, Fault):
            return _in_range(day)
        if self.of_other_order is None and is_date_of_other_order(text, order):
            self.of_other_order = text
        return self._explained(text, day)

    def _explained(self, text: str, fault: Fault) -> Fault:
        if fault.code == "date_out_of_range":
            return Fault(fault.code, fault.message, f"a year from {FIRST_YEAR} to {LAST_YEAR} fits")
        order, pattern = self._form()
        if pattern is not None:
            return Fault(fault.code, fault.message, ("correct it, or say ", Choice("date_format")))
        last = _last_of_month(text, order or DAY_FIRST)
        if last is not None:
            days = f"{month_name[last.month]} {last.year} has {last.day} days"
            return CellFault("date_invalid", days, "type a day that it has", last.isoformat())
        if text.isascii() and text.isdecimal() and 36_526 <= int(text[:7]) < 109_575:
            meant = (_FROM_1900 + timedelta(days=int(text[:7]))).isoformat()
            message = "this is the number that a spreadsheet keeps for a day"
            return CellFault("date_invalid", message, _ADVICE, meant)
        if is_date_of_other_order(text, order):
            advice = ("type it as 2026-12-31, or say ", Choice("date_format"))
            return Fault("date_invalid", fault.message, advice)
        return Fault("date_invalid", "this is no date", _ADVICE)


def _in_range(day: date) -> date | Fault:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    message = f"the year {day.year} is out of range"
    return Fault("date_out_of_range", message, f"a year from {FIRST_YEAR} to {LAST_YEAR} fits")


def _ambiguous(text: str) -> Fault:
    meanings = [read_date(text, order) for order in (DAY_FIRST, MONTH_FIRST)]
    shown = " or ".join(each.isoformat() for each in meanings if isinstance(each, date))
    return Fault(
        "date_ambiguous",
        f"this may be {shown}",
        ("type the one that is meant, or say ", Choice("date_format")),
    )


def _last_of_month(text: str, order: str) -> date | None:
    """The last day of the month of which a text names a day that it does not have."""
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    first, second, third = (int(part) for part in match.groups())
    if len(match[1]) == 4:
        year, month, day = first, second, third
    elif order == MONTH_FIRST:
        year, month, day = third, first, second
    else:
        year, month, day = third, second, first
    year += 2000 if year < 70 else 0
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 28 < day <= 31):
        return None
    last = monthrange(year, month)[1]
    return date(year, month, last) if day > last else None
