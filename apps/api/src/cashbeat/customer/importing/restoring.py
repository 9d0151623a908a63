"""What undoing a piece of an import writes, pure: only what nobody touched since is taken back."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pymongo import DeleteOne, UpdateOne

from cashbeat.core.mongo import BY_ID
from cashbeat.customer.importing.piece import STALE_LATER, Source
from cashbeat.customer.recording import (
    Changes,
    StoredCharge,
    StoredCustomer,
    deletion,
    update_of,
    with_terms,
)

TAKEN = ("removed", "restored", "kept")

Change = Mapping[str, Any]
"""The fields of `CustomerImportChangeDocument`."""


@dataclass(frozen=True, slots=True)
class Present:
    """How things stand: customers and charges by id, and who paid since the import was recorded."""

    customers: Mapping[str, StoredCustomer]
    charges: Mapping[str, StoredCharge]
    paid: AbstractSet[str]


@dataclass(slots=True)
class UndoWork:
    """What one transaction writes."""

    updates: list[UpdateOne] = field(default_factory=list)
    charges: list[UpdateOne | DeleteOne] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TAKEN, 0))


def undo_of(
    made: Sequence[Mapping[str, str]],
    changes: Sequence[Change],
    present: Present,
    source: Source,
    now: datetime,
) -> UndoWork:
    """Take back what a piece made and changed, as far as it still stands so."""
    work = UndoWork()
    for each in made:
        customer = present.customers.get(each["c"])
        if customer is None or not _is_as_made(customer, each, present):
            work.taken["kept"] += 1
            continue
        gone = deletion(customer, now) | {"importUndoneAt": now}
        work.updates.append(_update(customer, gone, source, now))
        work.taken["removed"] += 1
    for change in changes:
        customer = present.customers.get(change["customerId"])
        if change["version"] == 0:
            if customer is not None and _remembers(customer, source):
                work.updates.append(_forget(customer, change, source))
        elif customer is None or not _is_as_left(customer, change, present):
            work.taken["kept"] += 1
        else:
            before = with_terms(customer, dict(change["before"]))
            work.updates.append(_update(customer, before, source, now))
            if (charge := change.get("charge")) is not None:
                work.charges.append(_charge_back(charge, source, now))
            work.undone.append(change["_id"])
            work.taken["restored"] += 1
    return work


def _is_as_made(customer: StoredCustomer, made: Mapping[str, str], present: Present) -> bool:
    """Every change of a customer or of its charges raises its version."""
    if customer["version"] != 1 or customer["deleted"] or customer["_id"] in present.paid:
        return False
    return "h" not in made or present.charges.get(made["h"], {}).get("version") == 1


def _is_as_left(customer: StoredCustomer, change: Change, present: Present) -> bool:
    if customer["version"] != change["version"] or customer["deleted"]:
        return False
    charge = change.get("charge")
    if charge is None:
        return True
    stands = present.charges.get(charge["id"], {}).get("version") == charge["version"]
    return stands and customer["_id"] not in present.paid


def _remembers(customer: StoredCustomer, source: Source) -> bool:
    told = customer.get("imported") or {}
    return bool(told.get("importId") == source.import_id)


def _forget(customer: StoredCustomer, change: Change, source: Source) -> UpdateOne:
    before = change["before"]["imported"]
    update = {"$unset": {"imported": ""}} if before is None else {"$set": {"imported": before}}
    return UpdateOne({"_id": customer["_id"], "tenantId": source.tenant_id}, update, hint=BY_ID)


def _update(customer: StoredCustomer, changes: Changes, source: Source, now: datetime) -> UpdateOne:
    target = {"_id": customer["_id"], "tenantId": source.tenant_id}
    return UpdateOne(target, update_of(changes, now, stale=STALE_LATER), hint=BY_ID)


def _charge_back(charge: Mapping[str, Any], source: Source, now: datetime) -> UpdateOne | DeleteOne:
    """The charge as it was; one that the import made is gone."""
    target = {"_id": charge["id"], "tenantId": source.tenant_id}
    if "before" not in charge:
        return DeleteOne(target, hint=BY_ID)
    return UpdateOne(target, update_of(dict(charge["before"]), now), hint=BY_ID)
