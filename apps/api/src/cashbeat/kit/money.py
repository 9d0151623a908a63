"""Money as integer minor units.

Inside Cashbeat an amount is an ``int`` of minor units beside an ISO 4217 code; on the wire and in
files it is a decimal number of major units with exactly the currency's decimals. Floats never
appear: 1,000 additions of 0.1 are 99.9999999999986 (reliability rule 1).
"""

from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from cashbeat.kit.currency import exponent_of

MAX_MINOR = 10**12
"""Largest amount of one payment, in minor units. Nine million of them still fit an int64."""


class InvalidAmount(ValueError):
    """An amount that is no payment of that currency. ``code`` is stable, the text is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@cache
def _unit(exponent: int) -> Decimal:
    return Decimal(1).scaleb(-exponent)


def to_minor(amount: Decimal | int, currency: str) -> int:
    """Minor units of an amount in major units; the exact value, never rounded.

    Units:  major units in, minor units out (12.50 EUR -> 1250).
    Raises: UnknownCurrency; InvalidAmount for NaN, an amount of 0 or less, more decimals than the
            currency has, or more than MAX_MINOR.
    """
    exponent = exponent_of(currency)
    value = Decimal(amount)
    check_positive(value)
    if value.adjusted() > 14:
        raise InvalidAmount("amount_too_large", _too_large(currency))
    minor = int(value.scaleb(exponent))
    if to_major(minor, currency) != value:  # decimal arithmetic rounds, comparison is exact
        raise InvalidAmount(
            "amount_too_precise", f"{currency} has {exponent} decimals, the amount has more"
        )
    if minor > MAX_MINOR:
        raise InvalidAmount("amount_too_large", _too_large(currency))
    return minor


def check_positive(amount: Decimal) -> None:
    """What an amount is in any currency. Raises: InvalidAmount for NaN, or 0 or less."""
    if not amount.is_finite():
        raise InvalidAmount("amount_not_a_number", "the amount must be a finite number")
    if amount <= 0:
        raise InvalidAmount("amount_not_positive", "the amount must be greater than 0")


def to_major(minor: int, currency: str) -> Decimal:
    """Amount in major units with exactly the currency's decimals (1250 EUR -> Decimal('12.50'))."""
    return Decimal(minor).scaleb(-exponent_of(currency))


def average_minor(total: int, count: int, currency: str) -> Decimal:
    """Mean in major units, rounded half to even at the currency's last decimal; 0 of nothing."""
    exponent = exponent_of(currency)
    if count == 0:
        return Decimal(0).scaleb(-exponent)
    mean = Decimal(total) / Decimal(count)
    return mean.scaleb(-exponent).quantize(_unit(exponent), rounding=ROUND_HALF_EVEN)


def _too_large(currency: str) -> str:
    return f"the amount is more than {to_major(MAX_MINOR, currency):,} {currency}"
