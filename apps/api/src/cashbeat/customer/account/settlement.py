"""Charges and payments of one customer settled against each other, pure.

Everything derived of a customer follows from this one function of its charges and payments, so it
is the same in whichever order they were recorded, however often it is made, and by whom.
Source: docs/adr/0022-customer-accounts.md.
"""

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from cashbeat.contracts.payment import PaymentEventType, PaymentStatus

_ISSUED, _PAID, _REFUNDED, _CANCELLED = range(4)
"""The order of what happens on the same day."""

_REFUND = PaymentEventType.REFUNDED.value
_COMPLETED = PaymentStatus.COMPLETED.value


@dataclass(slots=True)
class Settled:
    """A charge: what is open and paid of it in minor units, and since which day it is paid."""

    id: str
    issued_on: str
    due_on: str
    open: int
    paid: int = 0
    paid_on: str | None = None
    cancelled: bool = False


@dataclass(slots=True)
class Applied:
    """A payment that counts: what it pays, in the order it did, and what pays nothing yet.

    `at` is when it arrived, `amount` what of it was not given back.
    """

    id: str
    at: datetime
    amount: int
    to: dict[str, int] = field(default_factory=dict)
    credit: int = 0


@dataclass(slots=True)
class DayFigures:
    """What a day adds to what is owed, see `ReceivableDayDocument`. Minor units and counts."""

    charged: int = 0
    collected: int = 0
    refunded: int = 0
    credit: int = 0
    payments: int = 0
    open: dict[str, int] = field(default_factory=dict)
    n: dict[str, int] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        """As part of a document; zeros are left out."""
        sums = {name: getattr(self, name) for name in SUMS if getattr(self, name)}
        maps = {
            name: kept
            for name in MAPS
            if (kept := {due: value for due, value in getattr(self, name).items() if value})
        }
        return sums | maps


SUMS = ("charged", "collected", "refunded", "credit", "payments")
MAPS = ("open", "n")


@dataclass(slots=True)
class Settlement:
    """All that follows: charges and payments by id, days by their date, and the last payment."""

    charges: dict[str, Settled] = field(default_factory=dict)
    payments: dict[str, Applied] = field(default_factory=dict)
    days: dict[str, DayFigures] = field(default_factory=dict)
    last_paid_at: datetime | None = None

    @property
    def outstanding(self) -> int:
        """What is open, in minor units."""
        return sum(charge.open for charge in self.charges.values())

    @property
    def credit(self) -> int:
        """What was paid and pays nothing yet, in minor units."""
        return sum(payment.credit for payment in self.payments.values())


class _Posting(NamedTuple):
    """Something that happened, in the order in which it counts."""

    day: str
    kind: int
    at: float
    id: str
    n: int
    amount: int
    charge_id: str | None = None


def settle(
    charges: Iterable[Mapping[str, Any]],
    payments: Iterable[Mapping[str, Any]],
    currency: str,
    opened_at: datetime,
    zone: ZoneInfo,
) -> Settlement:
    """Pay the charges by the payments, day by day.

    Shape:  stored charges and payments (`ChargeDocument`, `PaymentDocument`) of one customer.
    Rules:  a payment pays the charge it names, then the one due first; what is left is a credit,
            which the next charge takes. A refund takes back the credit of its payment, then what it
            paid last. A charge that is cancelled gives back what was paid of it. A payment of
            another currency does not count, nor one that arrived before the account was opened,
            unless it names one of the charges.
    Units:  minor units of `currency`; days are those of the zone.
    """
    book = _Book()
    facts = list(charges)
    terms = {charge["_id"]: charge for charge in facts}
    postings = [*_postings_of_charges(facts)]
    for payment in payments:
        if payment["currency"] == currency:
            postings += _postings_of_payment(payment, terms, opened_at, zone)
    for posting in sorted(postings):
        if posting.kind == _ISSUED:
            charge = terms[posting.id]
            book.issue(Settled(posting.id, posting.day, charge["dueOn"], charge["amount"]))
        elif posting.kind == _PAID:
            book.pay(posting)
        elif posting.kind == _REFUNDED:
            book.refund(posting)
        else:
            book.cancel(posting)
    return book.settlement


def _postings_of_charges(charges: Sequence[Mapping[str, Any]]) -> Iterator[_Posting]:
    for charge in charges:
        issued = charge["issuedOn"]
        yield _Posting(issued, _ISSUED, 0.0, charge["_id"], 0, charge["amount"])
        if (cancelled := charge.get("cancelledOn")) is not None:
            yield _Posting(
                max(cancelled, issued), _CANCELLED, 0.0, charge["_id"], 0, charge["amount"]
            )


def _postings_of_payment(
    payment: Mapping[str, Any],
    charges: Mapping[str, Any],
    opened_at: datetime,
    zone: ZoneInfo,
) -> list[_Posting]:
    """What a payment that counts brought and took back; nothing of one that never arrived."""
    postings = []
    named = payment.get("chargeId")
    named = named if named in charges else None
    for event in payment["events"]:
        refund = event.get("refund", 0) if event["type"] == _REFUND else 0
        arrived = event["to"] == _COMPLETED and event["from"] != _COMPLETED
        if not arrived and not refund:
            continue
        at = _aware(event["occurredAt"])
        if arrived and at < opened_at and named is None:
            return []
        postings.append(
            _Posting(
                at.astimezone(zone).date().isoformat(),
                _REFUNDED if refund else _PAID,
                at.timestamp(),
                payment["_id"],
                event["n"],
                refund or payment["amount"],
                named,
            )
        )
    return postings


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class _Book:
    """A settlement in the making."""

    def __init__(self) -> None:
        self.settlement = Settlement()
        self._open: list[tuple[str, str, str]] = []
        """Charges of which anything is open: (due, issued, id), the next to be paid first."""

        self._credits: dict[str, Applied] = {}
        """Payments that have something left, oldest first."""

    def issue(self, charge: Settled) -> None:
        self.settlement.charges[charge.id] = charge
        self._day(charge.issued_on).charged += charge.open
        self._opened(charge, charge.open, charge.issued_on, anew=True)
        self._use_credits(charge.issued_on)

    def pay(self, posting: _Posting) -> None:
        settlement = self.settlement
        at = datetime.fromtimestamp(posting.at, UTC)
        payment = settlement.payments[posting.id] = Applied(posting.id, at, posting.amount)
        settlement.last_paid_at = max(settlement.last_paid_at or at, at)
        day = self._day(posting.day)
        day.collected += posting.amount
        day.payments += 1
        self._give(payment, posting.amount, posting.day)
        named = settlement.charges.get(posting.charge_id or "")
        if named is not None and named.open:
            self._apply(payment, named, posting.day)
        self._use_credits(posting.day)

    def refund(self, posting: _Posting) -> None:
        payment = self.settlement.payments.get(posting.id)
        if payment is None:
            return
        payment.amount -= posting.amount
        self._day(posting.day).refunded += posting.amount
        left = posting.amount - self._take(payment, posting.amount, posting.day)
        for charge_id in reversed(list(payment.to)):
            part = min(left, payment.to[charge_id])
            if part:
                self._undo(payment, charge_id, part, posting.day)
                left -= part
        self._use_credits(posting.day)

    def cancel(self, posting: _Posting) -> None:
        """What was paid of it goes back to its payments."""
        charge = self.settlement.charges[posting.id]
        for payment in self.settlement.payments.values():
            if part := payment.to.get(charge.id, 0):
                self._undo(payment, charge.id, part, posting.day)
                self._give(payment, part, posting.day)
        self._day(posting.day).charged -= posting.amount
        self._closed(charge, charge.open, posting.day)
        charge.cancelled = True
        self._use_credits(posting.day)

    def _use_credits(self, day: str) -> None:
        while self._open and self._credits:
            payment = next(iter(self._credits.values()))
            self._apply(payment, self.settlement.charges[self._open[0][2]], day)

    def _apply(self, payment: Applied, charge: Settled, day: str) -> None:
        part = self._take(payment, min(payment.credit, charge.open), day)
        payment.to[charge.id] = payment.to.get(charge.id, 0) + part
        charge.paid += part
        self._closed(charge, part, day)
        if not charge.open:
            charge.paid_on = day

    def _undo(self, payment: Applied, charge_id: str, part: int, day: str) -> None:
        charge = self.settlement.charges[charge_id]
        payment.to[charge_id] -= part
        if not payment.to[charge_id]:
            del payment.to[charge_id]
        charge.paid -= part
        charge.paid_on = None
        self._opened(charge, part, day)

    def _give(self, payment: Applied, amount: int, day: str) -> None:
        payment.credit += amount
        self._day(day).credit += amount
        self._credits[payment.id] = payment

    def _take(self, payment: Applied, amount: int, day: str) -> int:
        """Take of a payment's credit, as much as there is."""
        taken = min(amount, payment.credit)
        payment.credit -= taken
        self._day(day).credit -= taken
        if not payment.credit:
            self._credits.pop(payment.id, None)
        return taken

    def _opened(self, charge: Settled, amount: int, day: str, *, anew: bool = False) -> None:
        """So much more of a charge is open."""
        if anew or charge.open == 0:
            insort(self._open, _place(charge))
            _add(self._day(day).n, charge.due_on, 1)
        if not anew:
            charge.open += amount
        _add(self._day(day).open, charge.due_on, amount)

    def _closed(self, charge: Settled, amount: int, day: str) -> None:
        """So much less of a charge is open."""
        if not amount:
            return
        charge.open -= amount
        _add(self._day(day).open, charge.due_on, -amount)
        if not charge.open:
            self._open.remove(_place(charge))
            _add(self._day(day).n, charge.due_on, -1)

    def _day(self, day: str) -> DayFigures:
        found = self.settlement.days.get(day)
        if found is None:
            found = self.settlement.days[day] = DayFigures()
        return found


def _place(charge: Settled) -> tuple[str, str, str]:
    return charge.due_on, charge.issued_on, charge.id


def _add(to: dict[str, int], due_on: str, change: int) -> None:
    to[due_on] = to.get(due_on, 0) + change
