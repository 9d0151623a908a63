"""Amounts: exact both ways, or refused with a code."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashbeat.kit.currency import EXPONENTS, UnknownCurrency
from cashbeat.kit.money import MAX_MINOR, InvalidAmount, average_minor, to_major, to_minor

currencies = st.sampled_from(sorted(EXPONENTS))


@given(st.integers(1, MAX_MINOR), currencies)
def test_minor_units_survive_the_way_out_and_back(minor: int, currency: str) -> None:
    major = to_major(minor, currency)
    assert to_minor(major, currency) == minor
    assert major.as_tuple().exponent == -EXPONENTS[currency]


@pytest.mark.parametrize(
    ("amount", "currency", "code"),
    [
        ("0", "EUR", "amount_not_positive"),
        ("-1", "EUR", "amount_not_positive"),
        ("1.005", "EUR", "amount_too_precise"),
        ("0.5", "JPY", "amount_too_precise"),
        ("1.0001", "KWD", "amount_too_precise"),
        ("10000000000.01", "EUR", "amount_too_large"),
        ("1e400", "EUR", "amount_too_large"),
        ("0.99999999999999999999999999999999999999999999", "EUR", "amount_too_precise"),
        ("1.00000000000000000000000000000000000000001", "EUR", "amount_too_precise"),
        ("1e-9999999", "EUR", "amount_too_precise"),
        ("NaN", "EUR", "amount_not_a_number"),
        ("Infinity", "EUR", "amount_not_a_number"),
    ],
)
def test_what_is_no_amount_is_refused(amount: str, currency: str, code: str) -> None:
    with pytest.raises(InvalidAmount) as refused:
        to_minor(Decimal(amount), currency)
    assert refused.value.code == code


@given(st.decimals(), currencies)
def test_any_number_is_taken_exactly_or_not_at_all(amount: Decimal, currency: str) -> None:
    try:
        minor = to_minor(amount, currency)
    except InvalidAmount:
        return
    assert to_major(minor, currency) == amount


def test_trailing_zeros_are_no_precision() -> None:
    assert to_minor(Decimal("1.500"), "EUR") == 150
    assert to_minor(Decimal("1E+3"), "JPY") == 1000


def test_unknown_currencies_are_refused() -> None:
    with pytest.raises(UnknownCurrency):
        to_minor(Decimal(1), "XBT")


@pytest.mark.parametrize(
    ("total", "count", "currency", "mean"),
    [
        (0, 0, "EUR", "0.00"),
        (100, 3, "EUR", "0.33"),
        (25, 10, "EUR", "0.02"),
        (35, 10, "EUR", "0.04"),
        (5, 2, "JPY", "2"),
        (7, 2, "JPY", "4"),
        (10, 4, "KWD", "0.002"),
    ],
)
def test_averages_round_half_to_even_at_the_last_decimal(
    total: int, count: int, currency: str, mean: str
) -> None:
    result = average_minor(total, count, currency)
    assert str(result) == mean
