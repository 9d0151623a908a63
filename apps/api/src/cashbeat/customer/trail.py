"""What the audit log says of customers and charges, pure: wire names, whoever reads it later."""

from collections.abc import Mapping
from typing import Any

from cashbeat.customer.recording import StoredCharge, StoredCustomer, present
from cashbeat.kit.money import to_major

Told = dict[str, Any]

_PROFILE = (
    "name",
    "email",
    "phone",
    "address",
    "contacts",
    "externalId",
    "currency",
    "notes",
    "tags",
    "agent",
)


def told_of(stored: StoredCustomer) -> Told:
    """A customer."""
    return present({name: stored.get(name) for name in _PROFILE})


def told_of_charge(stored: StoredCharge) -> Told:
    """A charge: which it is, what was charged, and when it is due."""
    told = {
        "chargeId": stored["_id"],
        "amount": to_major(stored["amount"], stored["currency"]),
        "currency": stored["currency"],
        "issuedOn": stored["issuedOn"],
        "dueDate": stored["dueOn"],
    }
    others = ("description", "externalId", "cancelledOn", "cancelReason")
    return told | present({name: stored.get(name) for name in others})


_ALWAYS = ("chargeId", "amount", "currency")


def charge_change(before: StoredCharge, after: StoredCharge) -> tuple[Told, Told]:
    """What changed of a charge; which one it is and its amount stand on both sides."""
    was, now_is = told_of_charge(before), told_of_charge(after)
    names = [name for name in {**was, **now_is} if was.get(name) != now_is.get(name)]
    kept = list(dict.fromkeys([*_ALWAYS, *names]))
    return {name: was.get(name) for name in kept}, {name: now_is.get(name) for name in kept}


def told_of_owing(charge: Mapping[str, Any] | None) -> Told:
    """What a new customer owes at once, in the words of `NewCustomer`."""
    if charge is None:
        return {}
    return {
        "outstandingAmount": to_major(charge["amount"], charge["currency"]),
        "dueDate": charge["dueOn"],
        "chargeId": charge["_id"],
    }
