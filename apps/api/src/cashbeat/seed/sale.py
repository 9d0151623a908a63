"""What is sold to whom: the parts that a past and a live payment have in common."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from cashbeat.seed.customer import Crowd
from cashbeat.seed.effect import OUTAGE_CODE, Effect
from cashbeat.seed.method import Method, draw_amount, draw_failure
from cashbeat.seed.plan import Step

ANONYMOUS_CASH = 0.6
PARTIAL_REFUND = 0.35
_PLANS = ("Basic", "Plus", "Family", "Team")


@dataclass(frozen=True, slots=True)
class Sale:
    """Who owes what for what. `minor` in minor units of `currency`."""

    minor: int
    currency: str
    customer_id: str | None
    external_id: str | None
    description: str | None


def draw_sale(
    rng: Random, crowd: Crowd, method: Method, local: datetime, number: int, factor: float = 1.0
) -> Sale:
    """A sale at a local time; `number` names it among the sales of its year."""
    customer = crowd.draw(rng, method.code)
    currency = customer.currency
    anonymous = method.code == "cash" and rng.random() < ANONYMOUS_CASH
    external_id, description = _paperwork(rng, crowd, method, local, number)
    return Sale(
        minor=draw_amount(rng, method, currency, factor),
        currency=currency,
        customer_id=None if anonymous else customer.id,
        external_id=external_id,
        description=description,
    )


def draw_outcome(rng: Random, method: Method, hour: int, effect: Effect) -> str | None:
    """The failure code of a payment attempted at that local hour, None when it succeeds."""
    if rng.random() < effect.outage.get(method.code, 0.0):
        return OUTAGE_CODE
    if rng.random() < effect.decline_rate(method, hour):
        return draw_failure(rng, method)
    return None


def draw_refunded_part(rng: Random, minor: int) -> int | None:
    """The part of an amount that is given back, in minor units; None for all of it."""
    if rng.random() >= PARTIAL_REFUND or minor < 200:
        return None
    return max(1, min(minor - 1, round(minor * rng.uniform(0.1, 0.7))))


def refund_steps(rng: Random, minor: int, at: datetime, later: datetime) -> tuple[Step, ...]:
    """One refund at `at`; one partial refund in ten is followed by the rest at `later`."""
    part = draw_refunded_part(rng, minor)
    first = Step("refund", at, minor=part)
    if part is None or rng.random() >= 0.1:
        return (first,)
    return first, Step("refund", later)


def _paperwork(
    rng: Random, crowd: Crowd, method: Method, local: datetime, number: int
) -> tuple[str | None, str | None]:
    if method.code == "bank_transfer":
        invoice = f"INV-{local.year}-{number:05d}"
        return invoice, f"Invoice {invoice}, {rng.choice(crowd.companies)}"
    if method.code == "direct_debit":
        plan = rng.choice(_PLANS)
        return f"SUB-{local:%Y%m}-{number:05d}", f"Subscription {plan}, {local:%B %Y}"
    if method.code == "cash":
        till = rng.randint(1, 3)
        return None, f"Till {till}, receipt {local:%m%d}-{number % 1000:03d}"
    order = f"ORD-{local.year}-{number:06d}"
    return order, f"Order {order}" if rng.random() < 0.8 else None
