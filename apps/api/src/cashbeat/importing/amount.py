"""Amounts of payments: numbers that are not negative."""

from decimal import Decimal

from cashbeat.tabular.number import read_number
from cashbeat.tabular.source import Cell
from cashbeat.tabular.value import Fault
from cashbeat.tabular.wording import Choice


def read_amount(cell: Cell, mark: str | None) -> Decimal | Fault | tuple[Decimal, tuple[str, ...]]:
    """The number of a cell, as `read_number` reads it; a negative one is a fault."""
    read = read_number(cell, mark)
    number = read[0] if isinstance(read, tuple) else read
    return _NEGATIVE if isinstance(number, Decimal) and number.is_signed() else read


_NEGATIVE = Fault(
    "amount_negative",
    "a payment is more than 0",
    (
        "money given back belongs to the payment it came from: name a column of refunds with ",
        Choice("columns", "COLUMN", ("refunded_amount",)),
        ", or leave such rows out",
    ),
)
