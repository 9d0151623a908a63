"""How busy a local day is: weekday, month's end, holidays, growth."""

from datetime import date, timedelta

WEEKDAYS = (0.92, 0.90, 0.94, 0.98, 1.12, 1.24, 1.06)
QUIET_DAYS = frozenset({(1, 1), (5, 1), (10, 3), (12, 24), (12, 25), (12, 26)})
QUIET = 0.45
MONTH_END = 1.30
PAYDAY = 1.10
GROWTH = 0.15
"""Growth over the whole history, as a fraction."""

BANK_METHODS = frozenset({"bank_transfer", "direct_debit"})


def is_month_end(day: date) -> bool:
    """The last two days of a month and the first of the next, when rents and invoices are due."""
    return day.day == 1 or (day + timedelta(days=2)).month != day.month


def day_factor(day: date) -> float:
    """How busy a day is beside the average one; the mean over a year is close to 1."""
    factor = WEEKDAYS[day.weekday()]
    if (day.month, day.day) in QUIET_DAYS:
        factor *= QUIET
    if is_month_end(day):
        factor *= MONTH_END
    elif 25 <= day.day <= 27:
        factor *= PAYDAY
    return factor


def growth_factor(index: int, days: int) -> float:
    """Slow growth, linear, centred on the middle of the history."""
    return 1 + GROWTH * ((index + 0.5) / days - 0.5)


def share_factor(day: date, method: str) -> float:
    """Banks rest at weekends and are busy at the month's end."""
    if method not in BANK_METHODS:
        return 1.0
    factor = 0.25 if day.weekday() >= 5 else 1.3
    return factor * 1.8 if is_month_end(day) else factor
