"""What recording a piece of an import writes, pure: new customers, changes, and how to undo them.

New customers carry their account at once, and are marked for the accountant behind everybody else:
a payment that arrives during a large import does not wait for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import bson
from bson.raw_bson import RawBSONDocument
from pymongo import UpdateOne

from cashbeat.core.mongo import BY_ID
from cashbeat.customer.account.standing import NOTHING, OVERDUE_RANK, account_of_one
from cashbeat.customer.checking import simple_charge
from cashbeat.customer.importing.comparing import decide, profile_of_row
from cashbeat.customer.importing.decision import Decision, Known, Rules, Statement
from cashbeat.customer.importing.reading.handover import GoodRow
from cashbeat.customer.importing.repeats import refuse_repeated
from cashbeat.customer.owing import MadeCharge, OwingChange
from cashbeat.customer.recording import (
    Changes,
    StoredCustomer,
    first_of,
    new_charge,
    present,
    update_of,
    with_terms,
)
from cashbeat.customer.wire import Account, paid_of
from cashbeat.kit.ids import new_id

STALE_LATER = 1 << 20
"""How far an import raises `stale`: the accountant takes the lowest marks first."""

FIGURES = ("created", "updated", "unchanged", "skipped", "failed")


@dataclass(frozen=True, slots=True)
class Source:
    """Which import of which organisation writes, and which piece of it; `key` is `<run>|<n>`."""

    tenant_id: str
    import_id: str
    key: str


@dataclass(slots=True)
class PieceWork:
    """What one transaction writes."""

    customers: list[RawBSONDocument] = field(default_factory=list)
    charges: list[RawBSONDocument] = field(default_factory=list)
    updates: list[UpdateOne] = field(default_factory=list)
    charge_updates: list[UpdateOne] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    made: list[dict[str, str]] = field(default_factory=list)
    failed: list[dict[str, Any]] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIGURES, 0))


def work_of(rows: Sequence[GoodRow], known: Known, rules: Rules, source: Source) -> PieceWork:
    """Judge rows by what stands now, and write down what follows."""
    work, about = PieceWork(), set[str]()
    for row in rows:
        decision = decide(row, known, rules)
        if decision.outcome != "bad" and _is_repeated(decision, about, source):
            refuse_repeated(row, decision)
        if decision.outcome == "bad":
            work.failed.append({**row, "problems": decision.problems})
            work.figures["failed"] += 1
        elif decision.outcome == "skip":
            work.figures["skipped"] += 1
        elif decision.outcome == "create":
            _create(row, decision, rules, source, work)
            work.figures["created"] += 1
        else:
            _change(decision, known, rules, source, work)
    return work


def _is_repeated(decision: Decision, about: set[str], source: Source) -> bool:
    """Whether another row of the import has written the customer, in this piece or before."""
    customer = decision.customer
    if customer is None:
        return False
    told = customer.get("imported") or {}
    if customer["_id"] in about or source.import_id in (
        customer.get("importId"),
        told.get("importId"),
    ):
        return True
    about.add(customer["_id"])
    return False


def _create(
    row: GoodRow, decision: Decision, rules: Rules, source: Source, work: PieceWork
) -> None:
    customer_id = new_id("cus")
    account, said, made = NOTHING, decision.statement, {"c": customer_id}
    if said is not None and said.amount:
        draft = simple_charge(said.amount, said.due, rules.today)
        charge = new_charge(customer_id, decision.currency, draft, rules.now)
        charge["tenantId"] = source.tenant_id
        account = account_of_one(draft.amount, charge["dueOn"], rules.today)
        made["h"] = charge["_id"]
        work.charges.append(RawBSONDocument(bson.encode(charge)))
    profile = profile_of_row(row["values"], decision.agent)
    stored = first_of(customer_id, profile, decision.currency, account, rules.now)
    stored |= {
        "tenantId": source.tenant_id,
        "unsearched": True,
        "stale": STALE_LATER,
        "importId": source.import_id,
        "imported": _imported({}, said, source),
    }
    work.customers.append(RawBSONDocument(bson.encode(stored)))
    work.made.append(made)


def _change(
    decision: Decision, known: Known, rules: Rules, source: Source, work: PieceWork
) -> None:
    customer, said = decision.customer, decision.statement
    if customer is None:
        raise ValueError("a change is of a customer")
    if decision.outcome == "unchanged":
        work.figures["unchanged"] += 1
        if said is not None:
            _note(customer, said, rules, source, work)
        return
    work.figures["updated"] += 1
    changes = with_terms(customer, decision.changes)
    changes = changes | {"imported": _imported(customer, said, source)}
    entry = _entry(customer, rules, source)
    entry["version"] = customer["version"] + 1
    entry["fields"] = _told(decision)
    entry["before"] = {
        name: customer.get(name) for name in changes if name not in {"terms", "account.rank"}
    }
    if decision.owing is not None:
        account = known.accounts.get(customer["_id"], {})
        entry["charge"] = _owe(customer, decision.owing, rules, source, work)
        if _is_late(decision.owing, account, rules.today):
            changes = changes | {"account.rank": OVERDUE_RANK}  # it was late when it came: no news
    work.updates.append(
        UpdateOne(
            {"_id": customer["_id"], "tenantId": source.tenant_id},
            update_of(changes, rules.now, stale=STALE_LATER),
            hint=BY_ID,
        )
    )
    work.changes.append(entry)


def _note(
    customer: StoredCustomer, said: Statement, rules: Rules, source: Source, work: PieceWork
) -> None:
    """Remember what the row says: nothing that anybody sees, so the version stays."""
    kept = {"imported": _imported(customer, said, source)}
    target = {"_id": customer["_id"], "tenantId": source.tenant_id}
    work.updates.append(UpdateOne(target, {"$set": kept}, hint=BY_ID))
    entry = _entry(customer, rules, source)
    work.changes.append(entry | {"before": {"imported": customer.get("imported")}})


def _entry(customer: StoredCustomer, rules: Rules, source: Source) -> dict[str, Any]:
    return {
        "_id": f"{source.key}|{customer['_id']}",
        "tenantId": source.tenant_id,
        "importId": source.import_id,
        "customerId": customer["_id"],
        "at": rules.now,
        "version": 0,
        "fields": [],
        "before": {},
    }


def _imported(
    customer: Mapping[str, Any], said: Statement | None, source: Source
) -> dict[str, Any]:
    """What a customer remembers: what was said last stays until something else is."""
    before = customer.get("imported") or {}
    told = before if said is None else present(said.stored())
    return {**told, "importId": source.import_id}


def _owe(
    customer: StoredCustomer, change: OwingChange, rules: Rules, source: Source, work: PieceWork
) -> dict[str, Any]:
    """Write a change of what is owed; how to undo it."""
    if isinstance(change, MadeCharge):
        charge = new_charge(customer["_id"], customer["currency"], change.draft, rules.now)
        charge["tenantId"] = source.tenant_id
        work.charges.append(RawBSONDocument(bson.encode(charge)))
        return {"id": charge["_id"], "version": 1}
    stored = change.charge
    work.charge_updates.append(
        UpdateOne(
            {"_id": stored["_id"], "tenantId": source.tenant_id},
            update_of(change.changes, rules.now),
            hint=BY_ID,
        )
    )
    before = {name: stored.get(name) for name in change.changes}
    return {"id": stored["_id"], "version": stored["version"] + 1, "before": before}


def _is_late(change: OwingChange, account: Account, today: date) -> bool:
    """Whether what is owed was due before today once this is recorded."""
    if isinstance(change, MadeCharge):
        return change.draft.due_on < today
    after: Changes = {**change.charge, **change.changes}
    if after.get("cancelledOn") is not None or after["amount"] <= paid_of(change.charge, account):
        return False
    return str(after["dueOn"]) < today.isoformat()


_WIRE = {
    "name": "name",
    "email": "email",
    "phone": "phone",
    "address": "address",
    "externalId": "externalId",
    "notes": "notes",
    "tags": "tags",
    "agent": "agent",
}


def _told(decision: Decision) -> list[str]:
    """Fields of the customer that changed, as its timeline names them."""
    fields = [_WIRE[name] for name in decision.changes if name in _WIRE]
    change = decision.owing
    if isinstance(change, MadeCharge):
        return [*fields, "outstandingAmount", "dueDate"]
    if change is not None:
        if change.changes.keys() & {"amount", "cancelledOn"}:
            fields.append("outstandingAmount")
        if "dueOn" in change.changes:
            fields.append("dueDate")
    return fields
