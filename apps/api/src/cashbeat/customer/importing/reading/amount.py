"""What a customer owes: read exactly, in the currency of its row, or not at all."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from cashbeat.customer.importing.reading.cell import BLANK, Read, text_of, unseen_fault
from cashbeat.kit.money import InvalidAmount, to_minor
from cashbeat.tabular.number import read_number
from cashbeat.tabular.source import Cell
from cashbeat.tabular.value import Fault
from cashbeat.tabular.wording import Choice, Text


class Owed(NamedTuple):
    """An amount of major units, not negative, and its currency if the row names one."""

    amount: str
    currency: str | None


class AmountReader:
    """Reads amounts.

    `mark` tells the decimal mark of the file, None when nothing decides it; it is asked for when a
    text is met. `usual` is the currency that a sign of several may mean.
    """

    def __init__(self, mark: Callable[[], str | None], usual: str) -> None:
        self._mark, self._usual = mark, usual

    def read(self, cell: Cell, currency: str | Fault | None) -> Read:
        """What a cell says of money in `currency`: None if its row has none, a Fault if a bad one.

        A currency beside the number is taken when the row has no other. How many decimals fit an
        amount without one is known once its customer is.
        """
        text, kind = text_of(cell)
        if not text:
            return BLANK
        fault = unseen_fault(text)
        if fault is not None:
            return Read(text, None, None, fault)
        read = read_number(text, self._mark()) if isinstance(cell, str) else read_number(cell, None)
        if isinstance(read, Fault):
            return Read(text, kind, None, _advised(read))
        number, said = read if isinstance(read, tuple) else (read, ())
        typed = _typed(number, said) if kind is None else None
        value = self._owed(number, said, currency)
        if isinstance(value, Fault):
            return Read(text, kind, None, value, typed)
        return Read(text, kind, value, None, typed)

    def _owed(
        self, number: Decimal, said: Sequence[str], currency: str | Fault | None
    ) -> Owed | Fault:
        if number < 0:
            advice = "a credit is not imported: leave the cell empty, and record it as a payment"
            return Fault("amount_negative", "the amount is less than 0", advice)
        if isinstance(currency, Fault):
            return Owed(_plain(number), None)
        own = currency
        if said:
            if own is None:
                own = self._meant(said)
            if own is None or own not in said:
                return _other_currency(said, own, self._usual)
        if number == 0:
            return Owed("0", own)
        if own is None:
            return Owed(_plain(number), None)
        try:
            to_minor(number, own)
        except InvalidAmount as error:
            return Fault(error.code, str(error), _ADVICE.get(error.code, ""))
        return Owed(_plain(number), own)

    def _meant(self, said: Sequence[str]) -> str | None:
        if len(said) == 1:
            return said[0]
        return self._usual if self._usual in said else None


def _plain(number: Decimal) -> str:
    """A number as its digits, without a fraction that is nothing."""
    return str(int(number)) if number == int(number) else format(number, "f")


def _typed(number: Decimal, said: Sequence[str]) -> str | None:
    """A number as it is read in any file; None for one with a sign of several currencies."""
    if not said:
        return _plain(number)
    return f"{_plain(number)} {said[0]}" if len(said) == 1 else None


_ADVICE = {
    "amount_too_precise": "round it; amounts are not rounded here",
    "amount_too_large": "correct it, or split it over several customers",
}
_EXAMPLE = "type a number such as 1234.50; leave the cell empty if nothing is owed"


def _advised(fault: Fault) -> Fault:
    return fault if fault.suggestion else Fault(fault.code, fault.message, _EXAMPLE)


def _other_currency(said: Sequence[str], currency: str | None, usual: str) -> Fault:
    written = said[0] + (" or another currency of that sign" if len(said) > 1 else "")
    message = f"the amount is written in {written}, the row is in {currency or usual}"
    advice: Text = "correct the currency or the amount"
    if currency is None:
        advice = ("name the currency in a column of its own, or say ", Choice("currency", said[0]))
    return Fault("amount_other_currency", message, advice)
