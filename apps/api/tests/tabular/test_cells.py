"""Numbers and dates as people write them: read exactly, or refused with a code."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashbeat.tabular.moment import date_evidence, decide_order
from cashbeat.tabular.number import decide_mark, read_number
from cashbeat.tabular.value import Fault


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1,234.50", ".", "1234.50"),
        ("1.234,50", ",", "1234.50"),
        ("1 234,50", ",", "1234.50"),
        ("1'234.50", ".", "1234.50"),
        ("12,34,567.80", ".", "1234567.80"),
        ("0.005", ".", "0.005"),
        ("1.234.567", ",", "1234567"),
        (".5", ".", "0.5"),
        ("7", None, "7"),
        ("+7.5", ".", "7.5"),
        ("(12.00)", ".", "-12.00"),
        ("-12", None, "-12"),
        ("12-", None, "-12"),
        ("−3,50", ",", "-3.50"),
    ],
)
def test_numbers_are_read_exactly(text: str, mark: str | None, number: str) -> None:
    assert read_number(text, mark) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "mark", "code"),
    [
        ("1,234", None, "amount_ambiguous"),
        ("1,23", ".", "amount_not_a_number"),
        ("1.2.3", ".", "amount_not_a_number"),
        ("12 34.5.6", ".", "amount_not_a_number"),
        ("1e5", None, "amount_not_a_number"),
        ("NaN", None, "amount_not_a_number"),
        ("١٢", None, "amount_not_a_number"),
        ("1-2", None, "amount_not_a_number"),
        ("12 bananas", None, "amount_not_a_number"),
        ("", None, "amount_missing"),
        ("9" * 400, None, "amount_not_a_number"),
    ],
)
def test_what_is_no_amount_says_why(text: str, mark: str | None, code: str) -> None:
    fault = read_number(text, mark)
    assert isinstance(fault, Fault)
    assert fault.code == code


@given(st.integers(1, 10**14), st.sampled_from([".", ","]))
def test_grouped_numbers_come_back(minor: int, mark: str) -> None:
    amount = Decimal(minor).scaleb(-2)
    text = f"{amount:,.2f}"
    if mark == ",":
        text = text.translate(str.maketrans(",.", ".,"))
    assert read_number(text, mark) == amount
    assert decide_mark([text]) == (mark, True)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    for mark in (None, ".", ","):
        number = read_number(text, mark)
        value = number[0] if isinstance(number, tuple) else number
        assert isinstance(value, Fault) or value.is_finite()


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["3/1/2024", "3/25/2024"], "month-first"),
        (["1/3/2024", "25/3/2024"], "day-first"),
        (["2024-03-01"], "year-first"),
        (["3/1/2024"], None),
        (["2024-03-01", "3/1/2024"], None),
        (["3/1/2024", "2024-12-14 13:19:07.033", "3/25/2024"], "month-first"),
        (["3/3/2024"], None),
    ],
)
def test_the_order_is_that_of_the_deciding_row(dates: list[str], order: str | None) -> None:
    assert decide_order(dates)[0] == order


def test_a_deciding_row_far_down_still_decides() -> None:
    dates = ["3/1/2024 10:00"] * 5_000 + ["3/25/2024 10:00"]
    assert decide_order(dates)[0] == "month-first"
    assert date_evidence("3/25/2024 10:00") == "month-first"
