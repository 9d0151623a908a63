"""Ageing of what is owed, from the days alone."""

from datetime import date
from typing import Any

import pytest

from cashbeat.receivable.ageing import age, bucket_of, previous_month

Day = dict[str, Any]

DAYS: list[Day] = [
    {"day": "2026-08-01", "charged": 900, "open": {"2026-08-31": 900}, "n": {"2026-08-31": 1}},
    {"day": "2026-10-05", "charged": 300, "open": {"2026-11-04": 300}, "n": {"2026-11-04": 2}},
    {
        "day": "2026-10-20",
        "collected": 500,
        "payments": 2,
        "open": {"2026-08-31": -400},
        "credit": 100,
    },
    {"day": "2026-10-31", "collected": 50, "payments": 1, "credit": 50},
    {"day": "2026-11-10", "charged": 60, "open": {"2026-11-30": 60}, "n": {"2026-11-30": 1}},
    {"day": "2026-11-12", "refunded": 20, "credit": -20},
]


def test_what_is_open_stands_under_the_days_it_is_past_due() -> None:
    ageing = age(DAYS, date(2026, 11, 30))
    assert ageing.amounts == {"current": 60, "1-30": 300, "31-60": 0, "61-90": 0, "90+": 500}
    assert ageing.charges == {"current": 1, "1-30": 2, "31-60": 0, "61-90": 0, "90+": 1}
    assert (ageing.outstanding, ageing.overdue, ageing.credit) == (860, 800, 130)


def test_of_a_past_day_only_what_had_happened_by_then_counts() -> None:
    ageing = age(DAYS, date(2026, 10, 19))
    assert ageing.amounts == {"current": 300, "1-30": 0, "31-60": 900, "61-90": 0, "90+": 0}
    assert ageing.credit == 0
    assert age(DAYS, date(2026, 7, 31)).outstanding == 0


def test_months_are_compared_up_to_the_same_day() -> None:
    ageing = age(DAYS, date(2026, 11, 20))
    assert (ageing.month.charged, ageing.month.collected, ageing.month.payments) == (60, -20, 0)
    before = ageing.previous_month
    assert (before.charged, before.collected, before.payments) == (300, 500, 2)
    assert age(DAYS, date(2026, 11, 30)).previous_month.collected == 500
    assert previous_month(date(2026, 3, 31)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert previous_month(date(2026, 1, 5)) == (date(2025, 12, 1), date(2025, 12, 5))


def test_days_sales_outstanding_measure_by_the_charges_of_ninety_days() -> None:
    assert age(DAYS, date(2026, 10, 29)).days_sales_outstanding == 60.0  # 800 / 1200 * 90
    assert age(DAYS, date(2026, 10, 30)).days_sales_outstanding == 240.0  # 800 / 300 * 90
    assert age([], date(2026, 10, 30)).days_sales_outstanding is None


@pytest.mark.parametrize(
    ("past", "name"),
    [
        *[(-5, "current"), (0, "current"), (1, "1-30"), (30, "1-30"), (31, "31-60")],
        *[(60, "31-60"), (61, "61-90"), (90, "61-90"), (91, "90+"), (4000, "90+")],
    ],
)
def test_a_bucket_ends_with_its_last_day(past: int, name: str) -> None:
    assert bucket_of(past) == name
