"""What members are told when an account is made anew, pure: the difference to what it was."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from cashbeat.contracts.notification import NotificationType
from cashbeat.customer.account.facts import MOST_PAYMENTS, Facts, Stored
from cashbeat.customer.account.settlement import Applied, Settlement
from cashbeat.customer.account.standing import OVERDUE_RANK
from cashbeat.notification.happening import Happening

NEWS = timedelta(hours=24)
"""How long after it arrived a payment is news: what is recorded later is history."""


def happenings_of(
    facts: Facts,
    settlement: Settlement,
    standing: Mapping[str, Any],
    before: Stored | None,
    now: datetime,
) -> list[Happening]:
    """Everything that members have not been told of this customer.

    `standing` is the account now, `before` the `AccountDocument` as it was. Nothing is told of one
    that is deleted.
    """
    customer = facts.customer
    if customer["deleted"]:
        return []
    told = []
    if customer.get("isNew"):
        owes = standing["outstanding"]
        told.append(_about(facts, "customer_added", customer["createdAt"], amount=owes))
    told += _payments(facts, settlement, before, now)
    late = standing["rank"] == OVERDUE_RANK
    if late and (customer.get("isNew") or customer["account"]["rank"] != OVERDUE_RANK):
        due = standing["dueFirst"]
        amount = sum(each.open for each in settlement.charges.values() if each.due_on == due)
        told.append(_about(facts, "payment_overdue", now, amount=amount, due_on=due))
    return told


def _payments(
    facts: Facts, settlement: Settlement, before: Stored | None, now: datetime
) -> Iterator[Happening]:
    known = (before or {}).get("payments", {})
    for name in sorted(settlement.payments)[-MOST_PAYMENTS:]:
        payment = settlement.payments[name]
        was = known.get(name)
        if was is None:
            if payment.at >= now - NEWS:
                yield _of_payment(facts, "payment_received", payment.at, payment, payment.amount)
        elif (back := _worth(was) - payment.amount) > 0:
            yield _of_payment(facts, "payment_refunded", now, payment, back)


def _worth(stored: Mapping[str, Any]) -> int:
    """What of a payment was not given back, when its account was stored."""
    return int(sum(stored["to"].values()) + stored["credit"])


def _of_payment(
    facts: Facts, kind: NotificationType, at: datetime, payment: Applied, amount: int
) -> Happening:
    return _about(facts, kind, at, amount=amount, payment_id=payment.id)


def _about(facts: Facts, kind: NotificationType, at: datetime, **told: Any) -> Happening:
    customer = facts.customer
    return Happening(
        kind, at, customer["_id"], customer["name"], currency=customer["currency"], **told
    )
