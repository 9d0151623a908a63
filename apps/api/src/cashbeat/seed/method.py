"""How people pay: each method's share, amounts, declines, speed and hours. Plain data and draws.

The figures are those of a European business-to-consumer merchant, chosen to look like one on a
dashboard; they are no measurement.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log
from random import Random

from cashbeat.kit.currency import exponent_of

MAX_CENTS = 10_000_000

EVENING = (
    *(0.30, 0.15, 0.08, 0.05, 0.05, 0.10, 0.28, 0.60, 0.90, 1.00, 1.05, 1.15),
    *(1.35, 1.20, 1.05, 1.10, 1.25, 1.55, 1.90, 2.25, 2.35, 1.95, 1.25, 0.65),
)
WEEKEND = (
    *(0.55, 0.30, 0.15, 0.08, 0.05, 0.06, 0.12, 0.30, 0.65, 1.10, 1.50, 1.70),
    *(1.70, 1.65, 1.65, 1.70, 1.75, 1.80, 1.90, 2.05, 2.00, 1.65, 1.20, 0.80),
)
OFFICE = (
    *(0.02, 0.02, 0.02, 0.02, 0.02, 0.05, 0.20, 0.80, 1.80, 2.40, 2.40, 2.00),
    *(1.30, 1.60, 2.00, 1.90, 1.40, 0.90, 0.55, 0.45, 0.40, 0.30, 0.15, 0.05),
)
COLLECTION_RUN = (
    *(0.05, 0.05, 1.80, 2.20, 1.60, 1.20, 0.80, 0.40, 0.30, 0.30, 0.20, 0.20),
    *(0.15, 0.15, 0.10, 0.10, 0.10, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05),
)
SHOP = (
    *(0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.10, 0.60, 1.10, 1.40, 1.60),
    *(1.70, 1.50, 1.40, 1.50, 1.80, 2.10, 2.00, 1.20, 0.20, 0.00, 0.00, 0.00),
)


@dataclass(frozen=True, slots=True)
class Method:
    """One way to pay.

    Units: `share`, `decline_rate`, `refund_rate`, `price_point_share` are fractions; `median` and
           `price_points` cents of a euro-like currency; `hours` weights by local hour, None for
           the shopper's own day; `settles` hours from creation to the bank's word, None at once.
    """

    code: str
    share: float
    decline_rate: float
    failures: Mapping[str, int]
    median: int
    sigma: float
    price_points: tuple[int, ...]
    price_point_share: float
    refund_rate: float
    hours: tuple[float, ...] | None = None
    settles: tuple[float, float] | None = None


METHODS = (
    Method(
        code="card",
        share=0.46,
        decline_rate=0.075,
        failures={
            "card_declined": 32,
            "insufficient_funds": 30,
            "do_not_honor": 15,
            "expired_card": 10,
            "fraud_suspected": 8,
            "processor_timeout": 5,
        },
        median=4200,
        sigma=0.75,
        price_points=(999, 1499, 1999, 2490, 2999, 3900, 4900, 5990, 7900, 9900, 12900),
        price_point_share=0.55,
        refund_rate=0.030,
    ),
    Method(
        code="wallet",
        share=0.21,
        decline_rate=0.032,
        failures={
            "insufficient_funds": 40,
            "authentication_failed": 35,
            "fraud_suspected": 10,
            "processor_timeout": 15,
        },
        median=2900,
        sigma=0.65,
        price_points=(499, 999, 1299, 1999, 2490, 2999, 4900),
        price_point_share=0.60,
        refund_rate=0.025,
    ),
    Method(
        code="bank_transfer",
        share=0.12,
        decline_rate=0.018,
        failures={
            "bank_account_closed": 35,
            "invalid_account_number": 35,
            "insufficient_funds": 20,
            "transfer_recalled": 10,
        },
        median=9000,
        sigma=0.85,
        price_points=(4900, 9900, 14900, 25000, 49000),
        price_point_share=0.20,
        refund_rate=0.008,
        hours=OFFICE,
        settles=(2.0, 26.0),
    ),
    Method(
        code="direct_debit",
        share=0.09,
        decline_rate=0.055,
        failures={
            "insufficient_funds": 62,
            "mandate_cancelled": 22,
            "bank_account_closed": 16,
        },
        median=2900,
        sigma=0.50,
        price_points=(999, 1499, 1900, 2900, 4900, 9900),
        price_point_share=0.92,
        refund_rate=0.012,
        hours=COLLECTION_RUN,
        settles=(18.0, 44.0),
    ),
    Method(
        code="upi",
        share=0.07,
        decline_rate=0.046,
        failures={
            "insufficient_funds": 38,
            "processor_timeout": 37,
            "authentication_failed": 25,
        },
        median=2100,
        sigma=0.60,
        price_points=(499, 999, 1499, 1999, 2999),
        price_point_share=0.40,
        refund_rate=0.015,
    ),
    Method(
        code="cash",
        share=0.05,
        decline_rate=0.0,
        failures={},
        median=1650,
        sigma=0.55,
        price_points=(500, 1000, 1500, 2000),
        price_point_share=0.15,
        refund_rate=0.006,
        hours=SHOP,
    ),
)
BY_CODE: Mapping[str, Method] = {method.code: method for method in METHODS}

_PER_EURO = {"EUR": 1.0, "USD": 1.1, "GBP": 0.85, "CHF": 0.95, "JPY": 160.0, "INR": 95.0}
"""Rough worth of a euro, so that amounts look natural; 1 for every other currency."""


def draw_failure(rng: Random, method: Method) -> str:
    """One of the method's failure codes, by weight."""
    return rng.choices(list(method.failures), list(method.failures.values()))[0]


def draw_amount(rng: Random, method: Method, currency: str, factor: float = 1.0) -> int:
    """An amount in minor units: a price point, or log-normal around the method's median."""
    if rng.random() < method.price_point_share:
        cents = rng.choice(method.price_points)
        if factor != 1.0:
            cents = _as_price(rng, method, cents * factor)
    else:
        cents = _as_price(rng, method, exp(rng.gauss(log(method.median * factor), method.sigma)))
    return to_currency(cents, currency)


def to_currency(cents: int, currency: str) -> int:
    """Euro cents as an amount that looks natural in another currency, in its minor units."""
    exponent = exponent_of(currency)
    scale = _PER_EURO.get(currency, 1.0)
    if exponent == 2 and scale < 2:
        return cents
    minor = cents * scale * 10.0 ** (exponent - 2)
    step = 10 if minor >= 100 else 1
    return max(1, round(minor / step) * step)


def _as_price(rng: Random, method: Method, value: float) -> int:
    """Cents as prices end: .99, .50, .00, or as they fall; coins for cash."""
    cents = min(max(int(value), 100), MAX_CENTS)
    if method.code == "cash":
        return max(50, round(cents / 10) * 10)
    ending = rng.random()
    if ending < 0.30:
        return cents // 100 * 100 + 99
    if ending < 0.50:
        return max(100, round(cents / 50) * 50)
    return cents
