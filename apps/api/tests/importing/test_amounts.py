"""Amounts of payments: what is given back is no payment."""

from decimal import Decimal

import pytest

from cashbeat.importing.amount import read_amount
from cashbeat.tabular.value import Fault


@pytest.mark.parametrize("text", ["(12.00)", "-12", "12-", "−3.50", "-0", "€ -1"])
def test_a_negative_amount_is_a_fault(text: str) -> None:
    fault = read_amount(text, ".")
    assert isinstance(fault, Fault)
    assert fault.code == "amount_negative"


def test_other_amounts_are_as_they_are_read() -> None:
    assert read_amount("12.50", ".") == Decimal("12.50")
    assert read_amount("12.50 €", ".") == (Decimal("12.50"), ("EUR",))
    assert read_amount(Decimal("-0"), None) == 0
