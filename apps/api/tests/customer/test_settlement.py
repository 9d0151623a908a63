"""Charges settled against payments: what may never differ, whatever happens in which order."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashbeat.customer.account.settlement import Settlement, settle
from cashbeat.customer.account.standing import NEVER, account_of, days_overdue, status_of

BERLIN = ZoneInfo("Europe/Berlin")
OPENED = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = date(2026, 1, 1)
DAYS = 60

Stored = dict[str, Any]


def day(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


def moment(number: float) -> datetime:
    return OPENED + timedelta(days=number)


def charge(name: str, amount: int, issued: int, due: int, cancelled: int | None = None) -> Stored:
    made = {"_id": name, "amount": amount, "issuedOn": day(issued), "dueOn": day(due)}
    return made if cancelled is None else made | {"cancelledOn": day(cancelled)}


def payment(
    name: str,
    amount: int,
    at: float | None,
    refunds: Sequence[tuple[float, int]] = (),
    *,
    names: str | None = None,
    currency: str = "EUR",
) -> Stored:
    """A payment that arrived at a moment, or never, and what was given back of it and when."""
    steps: list[Stored] = [_event(1, "payment_created", None, "pending", moment(0))]
    left = amount
    if at is not None:
        steps.append(_event(2, "payment_received", "pending", "completed", moment(at)))
        for later, refund in refunds:
            left -= refund
            to = "completed" if left else "refunded"
            event = _event(len(steps) + 1, "payment_refunded", "completed", to, moment(later))
            steps.append(event | {"refund": refund})
    made = {"_id": name, "amount": amount, "currency": currency, "events": steps}
    return made if names is None else made | {"chargeId": names}


def _event(n: int, kind: str, before: str | None, to: str, at: datetime) -> Stored:
    return {"n": n, "type": kind, "from": before, "to": to, "occurredAt": at}


def settled(charges: Sequence[Stored], payments: Sequence[Stored]) -> Settlement:
    return settle(charges, payments, "EUR", OPENED, BERLIN)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Stored], list[Stored]]:
    """Some charges and payments of one customer, as people might have them."""
    charges = []
    for number in range(draw(st.integers(0, 5))):
        issued = draw(st.integers(0, DAYS))
        cancelled = draw(st.none() | st.integers(0, DAYS))
        due = issued + draw(st.integers(0, 30))
        amount = draw(st.integers(1, 300))
        charges.append(charge(f"chg_{number}", amount, issued, due, cancelled))
    payments = []
    names = st.sampled_from([None, *(each["_id"] for each in charges), "chg_of_nobody"])
    for number in range(draw(st.integers(0, 6))):
        amount = draw(st.integers(1, 400))
        at = draw(st.none() | st.floats(0.01, DAYS))
        refunds: list[tuple[float, int]] = []
        left, last = amount, at or 0.0
        while at is not None and left and draw(st.booleans()):
            last += draw(st.floats(0, 5))
            part = draw(st.integers(1, left))
            refunds.append((last, part))
            left -= part
        payments.append(payment(f"pay_{number}", amount, at, refunds, names=draw(names)))
    return charges, payments


def net(paid: Mapping[str, Any]) -> int:
    """What is left of a payment that arrived."""
    if not any(event["to"] == "completed" for event in paid["events"]):
        return 0
    refunds: int = sum(event.get("refund", 0) for event in paid["events"])
    return int(paid["amount"]) - refunds


@given(histories())
def test_no_money_appears_or_vanishes(history: tuple[list[Stored], list[Stored]]) -> None:
    charges, payments = history
    found = settled(charges, payments)
    for each in charges:
        of = found.charges[each["_id"]]
        paid = sum(other.to.get(each["_id"], 0) for other in found.payments.values())
        assert of.paid == paid
        owed = 0 if "cancelledOn" in each else each["amount"]
        assert (of.open + of.paid, of.open >= 0, of.paid >= 0) == (owed, True, True)
    for paid_by in payments:
        applied = found.payments.get(paid_by["_id"])
        spent = 0 if applied is None else sum(applied.to.values()) + applied.credit
        assert spent == net(paid_by)
        assert applied is None or (
            applied.credit >= 0 and all(part > 0 for part in applied.to.values())
        )
    assert not (found.outstanding and found.credit), "a credit waits while something is open"


@given(histories(), st.randoms())
def test_the_order_of_recording_does_not_matter(
    history: tuple[list[Stored], list[Stored]], random: Any
) -> None:
    charges, payments = history
    found = settled(charges, payments)
    random.shuffle(charges)
    random.shuffle(payments)
    assert settled(charges, payments) == found


@given(histories(), st.integers(0, DAYS + 5))
def test_the_days_up_to_one_say_how_it_stood_then(
    history: tuple[list[Stored], list[Stored]], number: int
) -> None:
    """Of the whole history, summed, and of that part of it which had happened by then."""
    charges, payments = history
    until = day(number)
    found = settled(charges, payments)
    then = settled(*_until(charges, payments, until))
    open_: dict[str, int] = {}
    counts: dict[str, int] = {}
    credit = 0
    for name, figures in found.days.items():
        if name <= until:
            credit += figures.credit
            for due, amount in figures.open.items():
                open_[due] = open_.get(due, 0) + amount
            for due, count in figures.n.items():
                counts[due] = counts.get(due, 0) + count
    wanted: dict[str, tuple[int, int]] = {}
    for each in then.charges.values():
        if each.open:
            amount, count = wanted.get(each.due_on, (0, 0))
            wanted[each.due_on] = amount + each.open, count + 1
    assert {d: (a, counts[d]) for d, a in open_.items() if a or counts[d]} == wanted
    assert credit == then.credit


def _until(
    charges: list[Stored], payments: list[Stored], until: str
) -> tuple[list[Stored], list[Stored]]:
    known = []
    for each in charges:
        if each["issuedOn"] <= until:
            cancelled = each.get("cancelledOn")
            gone = cancelled is not None and max(cancelled, each["issuedOn"]) <= until
            kept = {name: value for name, value in each.items() if name != "cancelledOn"}
            known.append(each if gone else kept)
    arrived = []
    for each in payments:
        events = [
            event
            for event in each["events"]
            if event["occurredAt"].astimezone(BERLIN).date().isoformat() <= until
        ]
        arrived.append(each | {"events": events})
    # A name of a charge that is not there yet is no name yet; when it comes, it is one again.
    return known, arrived


def test_the_charge_due_first_is_paid_first_unless_one_is_named() -> None:
    charges = [charge("chg_late", 100, 0, 20), charge("chg_early", 100, 1, 10)]
    found = settled(charges, [payment("pay_1", 150, 5)])
    assert found.payments["pay_1"].to == {"chg_early": 100, "chg_late": 50}
    found = settled(charges, [payment("pay_1", 150, 5, names="chg_late")])
    assert found.payments["pay_1"].to == {"chg_late": 100, "chg_early": 50}
    assert found.charges["chg_late"].paid_on == day(5)


def test_a_refund_takes_back_what_was_paid_last_and_credit_pays_again() -> None:
    charges = [charge("chg_1", 100, 0, 10), charge("chg_2", 100, 0, 20)]
    found = settled(charges, [payment("pay_1", 150, 1, [(2, 70)])])
    assert found.payments["pay_1"].to == {"chg_1": 80}
    assert (found.charges["chg_1"].open, found.charges["chg_2"].open) == (20, 100)
    both = [payment("pay_1", 100, 1, [(3, 100)]), payment("pay_2", 150, 2)]
    found = settled(charges, both)
    assert found.payments["pay_2"].to == {"chg_2": 100, "chg_1": 50}
    assert (found.outstanding, found.credit) == (50, 0)


def test_what_came_before_the_account_or_in_another_currency_does_not_count() -> None:
    charges = [charge("chg_1", 100, 0, 10)]
    early, dollars = payment("pay_1", 50, -1), payment("pay_2", 50, 1, currency="USD")
    assert settled(charges, [early, dollars]).outstanding == 100
    named = payment("pay_1", 50, -1, names="chg_1")
    assert settled(charges, [named, dollars]).outstanding == 50


def test_a_cancelled_charge_gives_back_what_was_paid_of_it() -> None:
    paid = [payment("pay_1", 60, 2)]
    found = settled([charge("chg_1", 100, 0, 10, cancelled=5)], paid)
    assert (found.outstanding, found.credit) == (0, 60)
    found = settled([charge("chg_1", 100, 0, 10, cancelled=5), charge("chg_2", 100, 6, 30)], paid)
    assert (found.outstanding, found.payments["pay_1"].to) == (40, {"chg_2": 60})


@pytest.mark.parametrize(
    ("paid", "today", "status", "late"),
    [
        (0, 9, "pending", 0),
        (0, 10, "pending", 0),
        (0, 11, "overdue", 1),
        (40, 10, "partial", 0),
        (40, 25, "overdue", 15),
        (100, 25, "paid", 0),
        (130, 25, "paid", 0),
    ],
)
def test_the_status_follows_from_what_is_open_and_the_day(
    paid: int, today: int, status: str, late: int
) -> None:
    payments = [payment("pay_1", paid, 1)] if paid else []
    at = FIRST + timedelta(days=today)
    account = account_of(settled([charge("chg_1", 100, 0, 10)], payments), at)
    assert status_of(account, at) == status
    assert days_overdue(account, at) == late
    assert (account["dueFirst"] == NEVER) == (status == "paid")
