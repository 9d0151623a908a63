"""Query parameters are read in plain notation, or named."""

from decimal import Decimal
from typing import Any

import pytest

from cashbeat.core.errors import InvalidRequest
from cashbeat.core.parameters import AMOUNT, Parameter, ParameterReader, whole_number


@pytest.mark.parametrize("text", ["0", "12.5", "0012.50", "999999999"])
def test_plain_numbers_are_read(text: str) -> None:
    reader = ParameterReader()
    assert reader.one("minAmount", text, AMOUNT) == Decimal(text)
    reader.finish()


@pytest.mark.parametrize(
    "text",
    [
        *("1_0", "٣", "1e5", " 1", "1 ", "+5", "", ".5", "5.", "1,5", "0x1", "NaN", "Infinity"),
        *("1\n", "--1"),
    ],
)
@pytest.mark.parametrize("parameter", [AMOUNT, whole_number(0, 10)], ids=["amount", "limit"])
def test_other_notations_are_refused(text: str, parameter: Parameter[Any]) -> None:
    reader = ParameterReader()
    assert reader.one("minAmount", text, parameter) is None
    with pytest.raises(InvalidRequest) as refused:
        reader.finish()
    (fault,) = refused.value.errors
    assert (fault.field, fault.code) == ("query.minAmount", "wrong_type")


@pytest.mark.parametrize("text", ["9" * 31, "9" * 5_000, "0" * 5_000 + "11"])
def test_a_number_of_many_digits_is_too_large(text: str) -> None:
    reader = ParameterReader()
    assert reader.one("limit", text, whole_number(0, 10)) is None
    assert [(fault.field, fault.code) for fault in reader.problems] == [
        ("query.limit", "too_large")
    ]
    assert ParameterReader().one("limit", "0" * 5_000 + "7", whole_number(0, 10)) == 7
