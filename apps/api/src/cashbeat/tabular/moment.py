"""Dates and times as people write them, read in one zone, in one order of day and month.

The order is decided by the file: a row such as 3/25/2024 proves month-first. A file in which every
row could be either, or whose rows prove both, is refused, because a guess would move money between
days unnoticed.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

from cashbeat.tabular.refusal import FileRefused, refused
from cashbeat.tabular.source import Cell
from cashbeat.tabular.value import Fault, shown
from cashbeat.tabular.wording import Choice

YEAR_FIRST, MONTH_FIRST, DAY_FIRST = "year-first", "month-first", "day-first"
ORDERS = (YEAR_FIRST, MONTH_FIRST, DAY_FIRST)

FIRST_YEAR, LAST_YEAR = 2000, 2200

_DATE = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})", re.ASCII)
_COMPACT = re.compile(r"(19|20)\d{6}", re.ASCII)
_EPOCH = re.compile(r"\d{10}|\d{13}", re.ASCII)
_NAMED_DAY_FIRST = re.compile(
    r"(\d{1,2})[ \-./]+([A-Za-z]{3,9})\.?[ \-./,]+(\d{4}|\d{2})", re.ASCII
)
_NAMED_MONTH_FIRST = re.compile(
    r"([A-Za-z]{3,9})\.?[ ]+(\d{1,2})(?:st|nd|rd|th)?,?[ ]+(\d{4})", re.ASCII
)
_TIME = re.compile(
    r"(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*([ap])?\.?m?\.?\s*"
    r"(z|utc|gmt|[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.IGNORECASE | re.ASCII,
)
_SPLIT = re.compile(
    r"^(.*?\d)(?:,?\s+(?:at\s+)?|T)(\d{1,2}(?::|\s*[ap]\.?m).*)$", re.IGNORECASE | re.ASCII
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        start=1,
    )
}
_OFFSET_DAY = timedelta(days=1)


class Moment(NamedTuple):
    """A point in time, naive UTC, and whether a clock change made its local time ambiguous."""

    at: datetime
    repeated: bool = False


class Clock(NamedTuple):
    """A time of day, and the UTC offset in minutes where the text carries one."""

    since_midnight: timedelta
    offset: int | None


def date_evidence(text: str) -> str | None:
    """The order that a date proves, ``?`` when two orders fit and differ, None when any will do."""
    match = _DATE.match(text.strip())
    if match is None or len(match[1]) > 2:
        return YEAR_FIRST if match else None
    first, second = int(match[1]), int(match[3])
    if first > 12 >= second:
        return DAY_FIRST
    if second > 12 >= first:
        return MONTH_FIRST
    return "?" if first != second else None


def decide_order(cells: Iterable[Cell], enough: int = 1_000) -> tuple[str | None, Cell | None]:
    """(the order most deciding cells prove or None, an undecided cell or None).

    Looks at cells until `enough` are seen and one has decided, or to the end.
    """
    counts = dict.fromkeys((*ORDERS, "?"), 0)
    open_cell: Cell | None = None
    for number, cell in enumerate(cells):
        evidence = date_evidence(cell) if isinstance(cell, str) else None
        if evidence is not None:
            counts[evidence] += 1
            if evidence == "?":
                open_cell = open_cell or cell
        if number >= enough and _decided(counts, open_cell):
            break
    if counts[MONTH_FIRST] or counts[DAY_FIRST]:
        best = MONTH_FIRST if counts[MONTH_FIRST] >= counts[DAY_FIRST] else DAY_FIRST
        return best, None
    return (YEAR_FIRST if counts[YEAR_FIRST] and open_cell is None else None), open_cell


def undecided_order(cell: Cell) -> FileRefused:
    """The refusal of dates such as that one, which fit two orders."""
    text = (
        f"dates such as {shown(cell)!r} may be day/month or month/day, and no row tells which; ",
        "say ",
        Choice("date_format", DAY_FIRST),
        " or ",
        Choice("date_format", MONTH_FIRST),
    )
    return refused("dates_ambiguous", text, Choice("date_format"))


def mixed_orders(against: Cell, order: str) -> FileRefused:
    """The refusal of dates some of which prove `order`, and that one the other."""
    other = MONTH_FIRST if order == DAY_FIRST else DAY_FIRST
    text = f"{shown(against)!r} is a date only {other}, others are dates only {order}; say "
    choices = (Choice("date_format", DAY_FIRST), " or ", Choice("date_format", MONTH_FIRST))
    rest = ": the dates of the other order are bad rows then"
    return refused("dates_ambiguous", (text, *choices, rest), Choice("date_format"))


def _decided(counts: dict[str, int], open_cell: Cell | None) -> bool:
    if counts[MONTH_FIRST] or counts[DAY_FIRST]:
        return True
    return counts[YEAR_FIRST] > 0 and open_cell is None


def read_date(cell: Cell, order: str | None, pattern: str | None = None) -> date | Fault:
    """The calendar day of a date without its time."""
    text = str(cell).strip()
    if not text:
        return Fault("date_missing", "the date is empty")
    try:
        if isinstance(cell, datetime):
            day: date | None = cell.date()
        elif pattern is not None:
            day = datetime.strptime(text, pattern).date()  # noqa: DTZ007 (a wall clock)
        else:
            day = _parsed(text, order)
    except ValueError:
        return _not_a_date(order, pattern)
    if day is None:
        return _not_a_date()
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Fault("date_out_of_range", f"the year {day.year} is out of range")
    return day


def is_date_of_other_order(text: str, order: str | None) -> bool:
    """Whether a text that is no date month-first is one day-first, or the other way round."""
    other = {MONTH_FIRST: DAY_FIRST, DAY_FIRST: MONTH_FIRST}.get(order or "")
    return other is not None and not isinstance(read_date(text, other), Fault)


def _parsed(text: str, order: str | None) -> date | None:
    match = _DATE.fullmatch(text)
    if match is not None:
        parts = (match[1], match[3], match[4])
        return _ordered(parts, YEAR_FIRST if len(match[1]) == 4 else order or DAY_FIRST)
    if _COMPACT.fullmatch(text):
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    match = _NAMED_DAY_FIRST.fullmatch(text)
    if match is not None:
        return date(_year(match[3]), _month(match[2]), int(match[1]))
    match = _NAMED_MONTH_FIRST.fullmatch(text)
    if match is not None:
        return date(_year(match[3]), _month(match[1]), int(match[2]))
    return None


def _ordered(parts: tuple[str, str, str], order: str) -> date:
    first, second, third = parts
    if order == YEAR_FIRST:
        return date(_year(first), int(second), int(third))
    if order == MONTH_FIRST:
        return date(_year(third), int(first), int(second))
    return date(_year(third), int(second), int(first))


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 2:
        return number + (2000 if number < 70 else 1900)
    if len(text) != 4:
        raise ValueError("a year has two or four digits")
    return number


def _month(name: str) -> int:
    try:
        return _MONTHS[name[:3].casefold()]
    except KeyError:
        raise ValueError("not the name of a month") from None


def _not_a_date(order: str | None = None, pattern: str | None = None) -> Fault:
    if pattern is not None:
        return Fault("date_invalid", f"this does not fit the date format {pattern!r}")
    if order in {MONTH_FIRST, DAY_FIRST}:
        return Fault(
            "date_invalid",
            f"this is not a date in the file's order ({order})",
            ("correct the row, or say ", Choice("date_format")),
        )
    return Fault(
        "date_invalid",
        "this is not a date",
        ("say ", Choice("date_format"), " with a pattern such as %d.%m.%Y"),
    )


def read_clock(cell: Cell) -> Clock | Fault:
    """The time of day of a text such as ``10:15``, ``10:15:30.5``, ``3:04 PM``, ``10:15Z``."""
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        return Clock(
            timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
            + timedelta(milliseconds=cell.microsecond // 1000),
            None,
        )
    match = _TIME.fullmatch(str(cell).strip())
    bad = Fault("time_invalid", "this is not a time of day")
    if match is None or (match[2] is None and match[5] is None):
        return bad
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match[5]:
        if not 1 <= hour <= 12:
            return bad
        hour = hour % 12 + (12 if match[5] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return bad
    millis = int((match[4] or "0").ljust(3, "0")[:3])
    since = timedelta(hours=hour, minutes=minute, seconds=second, milliseconds=millis)
    return Clock(since, _offset(match[6]))


def _offset(text: str | None) -> int | None:
    if text is None:
        return None
    if text[0] not in "+-":
        return 0
    digits = text[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return minutes if text[0] == "+" else -minutes


def split_date_time(text: str) -> tuple[str, str]:
    """Date and time of one text; the time is empty where there is none."""
    match = _SPLIT.match(text)
    return (match[1], match[2]) if match else (text, "")


def epoch_moment(cell: Cell) -> datetime | None:
    """Naive UTC of Unix seconds (10 digits) or milliseconds (13 digits)."""
    text = str(cell)
    if not _EPOCH.fullmatch(text):
        return None
    seconds, millis = (int(text), 0) if len(text) == 10 else divmod(int(text), 1000)
    at = datetime.fromtimestamp(seconds, UTC) + timedelta(milliseconds=millis)
    return at.replace(tzinfo=None)


def day_base(day: date, zone: ZoneInfo) -> datetime | None:
    """Naive UTC of a local midnight, None on a day on which the zone's clocks change."""
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    offset = start.utcoffset()
    if offset is None or (start + _OFFSET_DAY).utcoffset() != offset:
        return None
    if start.replace(fold=1).utcoffset() != offset or _skipped(start):
        return None
    return start.replace(tzinfo=None) - offset


def local_moment(
    day: date, clock: Clock, zone: ZoneInfo, *, shift: bool, whole_day: bool
) -> Moment | Fault:
    """The instant of a wall-clock time. A repeated time is its first occurrence.

    A time that a clock change skipped is a fault, or with `shift` the instant as long after the
    change as the clock was ahead of it. A date alone is the first instant of its day.
    """
    naive = datetime(day.year, day.month, day.day) + clock.since_midnight  # noqa: DTZ001
    if clock.offset is not None:
        aware = naive.replace(tzinfo=timezone(timedelta(minutes=clock.offset)))
        return Moment(aware.astimezone(UTC).replace(tzinfo=None))
    local = naive.replace(tzinfo=zone)
    at = local.astimezone(UTC)
    if _skipped(local) and not shift and not whole_day:
        return Fault(
            "time_nonexistent",
            f"clocks in {zone.key} skipped this time on {day.isoformat()}",
            ("correct the row or its time zone, or say ", Choice("nonexistent_times", "shift")),
        )
    repeated = local.utcoffset() != local.replace(fold=1).utcoffset() and not _skipped(local)
    return Moment(at.replace(tzinfo=None), repeated)


def _skipped(local: datetime) -> bool:
    back = local.astimezone(UTC).astimezone(local.tzinfo)
    return back.replace(tzinfo=None) != local.replace(tzinfo=None)
