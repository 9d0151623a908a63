"""`outstandingAmount` and `dueDate` of a customer read as a change of its charges, pure.

They are how people speak of a customer with one charge. What is open of that charge follows from
its amount and from what is paid, so the amount is what changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cashbeat.contracts.customer import CustomerChange
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.errors import InvalidRequest
from cashbeat.customer.checking import check_money, simple_charge
from cashbeat.customer.errors import SeveralOpenCharges
from cashbeat.customer.recording import Changes, ChargeDraft, StoredCharge, StoredCustomer
from cashbeat.customer.wire import Account, open_of, paid_of
from cashbeat.kit.money import MAX_MINOR, to_major

_FIELDS = {"outstanding_amount", "due_date"}


@dataclass(frozen=True, slots=True)
class MadeCharge:
    """Nothing was open: one is made."""

    draft: ChargeDraft


@dataclass(frozen=True, slots=True)
class ChangedCharge:
    """One was open: it is changed."""

    charge: StoredCharge
    changes: Changes


OwingChange = MadeCharge | ChangedCharge


def is_asked(body: CustomerChange) -> bool:
    """Whether a change speaks of what is owed."""
    return bool(_FIELDS & body.model_fields_set)


def owing_change(
    body: CustomerChange,
    customer: StoredCustomer,
    charges: Sequence[StoredCharge],
    account: Account,
    today: date,
) -> OwingChange | None:
    """The change that is asked for; None when everything stands so already.

    Raises: InvalidRequest, SeveralOpenCharges.
    """
    problems: list[FieldProblem] = []
    currency = customer["currency"]
    wanted = check_money("outstandingAmount", body.outstanding_amount, currency, problems)
    if problems:
        raise InvalidRequest.of(problems)
    return change_to(wanted, body.due_date, customer, charges, account, today)


def change_to(
    wanted: int | None,
    due: date | None,
    customer: StoredCustomer,
    charges: Sequence[StoredCharge],
    account: Account,
    today: date,
) -> OwingChange | None:
    """The change after which so much is open, in minor units, and due on that day.

    Raises: InvalidRequest, SeveralOpenCharges.
    """
    currency = customer["currency"]
    owed = [charge for charge in charges if open_of(charge, account)]
    if len(owed) > 1:
        raise SeveralOpenCharges(f"{len(owed)} charges are open; change them instead of their sum.")
    if owed:
        return _changed(owed[0], account, wanted, due)
    if wanted is None:
        raise InvalidRequest.of([_nothing_due()])
    amount = _checked(wanted + customer["account"]["credit"], currency)
    return MadeCharge(simple_charge(amount, due, today))


def _changed(
    charge: StoredCharge, account: Account, wanted: int | None, due: date | None
) -> OwingChange | None:
    """So much of it is to be open. One that was due before it was charged was charged then."""
    changes: Changes = {}
    if wanted is not None:
        changes["amount"] = _checked(wanted + paid_of(charge, account), charge["currency"])
    if due is not None:
        changes["dueOn"] = due.isoformat()
        changes["issuedOn"] = min(charge["issuedOn"], due.isoformat())
    changes = {name: value for name, value in changes.items() if charge[name] != value}
    return ChangedCharge(charge, changes) if changes else None


def owing_told(
    charge: StoredCharge, account: Account, change: OwingChange
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The change in the words of `CustomerChange`; `charge` is as it is now."""
    now_is = _told(charge, account)
    if isinstance(change, MadeCharge):
        return {"outstandingAmount": None, "dueDate": None}, now_is
    return _told(change.charge, account), now_is


def _told(charge: StoredCharge, account: Account) -> dict[str, Any]:
    return {
        "outstandingAmount": to_major(open_of(charge, account), charge["currency"]),
        "dueDate": charge["dueOn"],
        "chargeId": charge["_id"],
        "currency": charge["currency"],
    }


def _checked(amount: int, currency: str) -> int:
    if amount > MAX_MINOR:
        message = f"with what is paid it is more than {to_major(MAX_MINOR, currency):,} {currency}"
        raise InvalidRequest.of(
            [FieldProblem(field="outstandingAmount", code="amount_too_large", message=message)]
        )
    return amount


def _nothing_due() -> FieldProblem:
    message = "nothing is open that could be due; give `outstandingAmount` as well"
    return FieldProblem(field="dueDate", code="needs_amount", message=message)
