"""What is stored of customers and charges, pure: what is inserted, what a change sets."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cashbeat.core.idempotency import KeyedRequest
from cashbeat.customer.account.settlement import settle
from cashbeat.customer.account.standing import NOTHING, account_of
from cashbeat.kit.ids import new_id
from cashbeat.kit.search_terms import parts_of, plain

StoredCustomer = Mapping[str, Any]
"""The fields of `CustomerDocument` under their stored names."""

StoredCharge = Mapping[str, Any]
"""The fields of `ChargeDocument` under their stored names."""

Changes = dict[str, Any]
"""Stored fields and their new values; None takes a field away."""

_SEARCHED = ("name", "email", "phone", "externalId")
_NO_DIGIT = re.compile(r"[^0-9]")


@dataclass(frozen=True, slots=True)
class ChargeDraft:
    """A charge to be recorded, checked. `amount` in minor units; days of a customer's zone."""

    amount: int
    issued_on: date
    due_on: date
    description: str | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """A customer to be recorded, checked: stored fields, and what is owed at once."""

    profile: Changes
    currency: str
    opened_at: datetime
    charge: ChargeDraft | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is recorded, and in which zone days are cut."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day in the zone."""
        return self.now.astimezone(self.zone).date()


def profile_of(given: Mapping[str, Any]) -> Changes:
    """Stored fields of what a request gives, under the names of `NewCustomer`.

    `agent` is the member as kept, see `members`; fields that are no part of a profile are left out.
    """
    changes: Changes = {}
    for name, value in given.items():
        if name in _STORED:
            changes |= _STORED[name](value)
    return changes


def differing(stored: StoredCustomer, profile: Changes) -> Changes:
    """The changes that change something, with what a search finds the customer by."""
    changes = {name: value for name, value in profile.items() if stored.get(name) != value}
    return with_terms(stored, changes)


def with_terms(stored: StoredCustomer, changes: Changes) -> Changes:
    """Changes with what a search finds the customer by afterwards, when they change that."""
    if changes.keys().isdisjoint(_SEARCHED):
        return changes
    return {**changes, "terms": search_terms({**stored, **changes})}


def search_terms(stored: StoredCustomer) -> list[str]:
    """What a search finds a customer by; a phone number by its digits alone as well."""
    digits = _NO_DIGIT.sub("", stored.get("phone") or "")
    return parts_of(*(stored.get(name) for name in _SEARCHED), digits)


def refs_of(customer_id: str, external_id: str | None, *others: str) -> list[str]:
    """The ids by which payments name a customer, its own first."""
    names = [customer_id, *([] if external_id is None else [external_id]), *others]
    return list(dict.fromkeys(names))


def deletion(stored: StoredCustomer, now: datetime) -> Changes:
    """What deletes a customer: it keeps its own id, and others may have its external one."""
    own = stored["_id"]
    left = [ref for ref in stored["refs"] if ref != own]
    return {"deleted": True, "deletedAt": now, "refs": [own], "leftRefs": left or None}


def given_up(customer_id: str) -> list[str]:
    """The refs of a customer that was merged: no payment can name one with a line break.

    Each needs one of its own, for the index that guards them takes none for a name like any other.
    """
    return [f"\n{customer_id}"]


def new_customer(
    draft: CustomerDraft, at: Moment, request: KeyedRequest | None
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """A new customer, and the charge of what it owes at once."""
    customer_id = new_id("cus")
    charge, account = None, NOTHING
    if draft.charge is not None:
        charge = new_charge(customer_id, draft.currency, draft.charge, at.now)
        settlement = settle([charge], [], draft.currency, draft.opened_at, at.zone)
        account = account_of(settlement, at.today)
    begun = first_of(customer_id, draft.profile, draft.currency, account, at.now)
    stored = begun | {
        "openedAt": draft.opened_at,
        "terms": search_terms(draft.profile),
        "stale": 1,
        "isNew": True,
        "request": None if request is None else request.stored(),
    }
    return present(stored), charge


def first_of(
    customer_id: str, profile: Changes, currency: str, account: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    """The first version of a customer, however it is recorded; open from now on."""
    return {
        "_id": customer_id,
        **profile,
        "currency": currency,
        "openedAt": now,
        "refs": refs_of(customer_id, profile.get("externalId")),
        "deleted": False,
        "account": dict(account),
        "version": 1,
        "createdAt": now,
        "updatedAt": now,
    }


def new_charge(
    customer_id: str,
    currency: str,
    draft: ChargeDraft,
    now: datetime,
    request: KeyedRequest | None = None,
) -> dict[str, Any]:
    """A new charge of a customer."""
    return present(
        {
            "_id": new_id("chg"),
            "customerId": customer_id,
            "amount": draft.amount,
            "currency": currency,
            "issuedOn": draft.issued_on.isoformat(),
            "dueOn": draft.due_on.isoformat(),
            "externalId": draft.external_id,
            "description": draft.description,
            "version": 1,
            "createdAt": now,
            "updatedAt": now,
            "request": None if request is None else request.stored(),
        }
    )


def update_of(changes: Changes, now: datetime, **raised: int) -> dict[str, Any]:
    """The update of a change by a person; `raised` are numbers beside `version`."""
    taken = {name: "" for name, value in changes.items() if value is None}
    update: dict[str, Any] = {
        "$set": present(changes) | {"updatedAt": now},
        "$inc": {"version": 1, **raised},
    }
    return update | ({"$unset": taken} if taken else {})


def present(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are there: what is left out is not stored."""
    return {name: value for name, value in fields.items() if value is not None}


def _contacts(given: Any) -> Changes:
    return {"contacts": [each.model_dump(exclude_none=True) for each in given or ()] or None}


def _tags(given: list[str] | None) -> Changes:
    tags = given or None
    return {"tags": tags, "tagKeys": tags and [tag.casefold() for tag in tags]}


def _keyed(name: str, key: Callable[[str], str]) -> Callable[[Any], Changes]:
    return lambda given: {name: given, f"{name}Key": None if given is None else key(given)}


def _as(name: str) -> Callable[[Any], Changes]:
    return lambda given: {name: given}


_STORED: Mapping[str, Callable[[Any], Changes]] = {
    "name": _keyed("name", plain),
    "email": _keyed("email", str.casefold),
    "phone": _as("phone"),
    "address": _as("address"),
    "contacts": _contacts,
    "external_id": _as("externalId"),
    "notes": _as("notes"),
    "tags": _tags,
    "agent": _as("agent"),
}
"""What is stored of each field of a profile."""
