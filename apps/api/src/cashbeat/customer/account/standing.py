"""How a customer stands, pure: what its settlement comes to, and what that is called on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cashbeat.contracts.charge import ChargeStatus
from cashbeat.contracts.customer import CustomerStatus
from cashbeat.customer.account.settlement import Settlement

StoredAccount = dict[str, Any]
"""The field `account` of a customer: what lists show and order by.

outstanding, credit   minor units        open      charges of which anything is open
dueFirst, dueLast     the earliest due day of an open charge; `NEVER` or "" when nothing is open,
                      so that nothing due comes last in both orders
partial               whether part of what is open is paid
rank                  place of its status in `RANKS`, as of the day it was made
lastPaidAt            when the newest payment that counts arrived; absent without one
"""

NEVER = "9999-12-31"

RANKS = tuple(CustomerStatus)
"""Statuses in the order of lists: the most urgent first."""

OVERDUE_RANK = RANKS.index(CustomerStatus.OVERDUE)

NOTHING: StoredAccount = {
    "outstanding": 0,
    "credit": 0,
    "open": 0,
    "dueFirst": NEVER,
    "dueLast": "",
    "partial": False,
    "rank": RANKS.index(CustomerStatus.PAID),
}
"""The account of a customer without charges and payments."""


def account_of(settlement: Settlement, today: date) -> StoredAccount:
    """What is stored of a settlement beside the customer. `today` is a day of its zone."""
    owed = [charge for charge in settlement.charges.values() if charge.open]
    first = min((charge.due_on for charge in owed), default=None)
    account: StoredAccount = {
        "outstanding": sum(charge.open for charge in owed),
        "credit": settlement.credit,
        "open": len(owed),
        "dueFirst": first or NEVER,
        "dueLast": first or "",
        "partial": any(charge.paid for charge in owed),
    }
    account["rank"] = RANKS.index(status_of(account, today))
    if settlement.last_paid_at is not None:
        account["lastPaidAt"] = settlement.last_paid_at
    return account


def account_of_one(amount: int, due_on: str, today: date) -> StoredAccount:
    """The account of a customer with one charge, of which nothing is paid. Minor units."""
    account = NOTHING | {
        "outstanding": amount,
        "open": 1,
        "dueFirst": due_on,
        "dueLast": due_on,
    }
    account["rank"] = RANKS.index(status_of(account, today))
    return account


def status_of(account: Mapping[str, Any], today: date) -> CustomerStatus:
    """The status on a day of the organisation's zone."""
    if not account["outstanding"]:
        return CustomerStatus.PAID
    if account["dueFirst"] < today.isoformat():
        return CustomerStatus.OVERDUE
    return CustomerStatus.PARTIAL if account["partial"] else CustomerStatus.PENDING


def days_overdue(account: Mapping[str, Any], today: date) -> int:
    """Days since the earliest due day of an open charge; 0 when it is not past."""
    if account["dueFirst"] >= today.isoformat():
        return 0
    return (today - date.fromisoformat(account["dueFirst"])).days


def due_date(account: Mapping[str, Any]) -> date | None:
    """The earliest due day of an open charge."""
    return date.fromisoformat(account["dueLast"]) if account["dueLast"] else None


def charge_status(stored: Mapping[str, Any], open_: int, today: date) -> ChargeStatus:
    """The status of a stored charge of which so much is open, in minor units."""
    if stored.get("cancelledOn") is not None:
        return ChargeStatus.CANCELLED
    if not open_:
        return ChargeStatus.PAID
    if stored["dueOn"] < today.isoformat():
        return ChargeStatus.OVERDUE
    return ChargeStatus.PARTIAL if open_ < stored["amount"] else ChargeStatus.PENDING
