"""What imports did to a customer, as items of its timeline."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.customer import TimelineItem
from cashbeat.core.mongo import Database
from cashbeat.customer.importing.parts import ImportPartRepository
from cashbeat.customer.importing.trail import COMMITTED, UNDONE
from cashbeat.customer.repository import CustomerRepository

Place = tuple[datetime, str]

Did = tuple[datetime, str, str, str, list[str]]
"""When, id of the item, its kind, the import, fields that were changed."""


class ImportHistory:
    """Tells which imports added, changed and gave up a customer: who, and from which file."""

    def __init__(self, database: Database) -> None:
        self._customers = CustomerRepository(database)
        self._parts = ImportPartRepository(database)
        self._audit = AuditLog(database)

    async def items(
        self, tenant_id: str, customer_ids: Sequence[str], limit: int, behind: Place | None
    ) -> list[TimelineItem]:
        """Up to `limit` items older than a place, newest first, of a customer's ids."""
        made = await self._customers.list_imported(tenant_id, customer_ids)
        changes = await self._parts.list_of_customers(tenant_id, customer_ids)
        found = [*_of_customers(made), *_of_changes(changes)]
        if behind is not None:
            found = [did for did in found if did[:2] < behind]
        found = sorted(found, reverse=True)[:limit]
        if not found:
            return []
        told = await self._told(tenant_id, sorted({did[3] for did in found}))
        return [_item(did, told) for did in found]

    async def _told(
        self, tenant_id: str, import_ids: Sequence[str]
    ) -> dict[tuple[str, str], Mapping[str, Any]]:
        """The newest audit entry of each import and action: it outlives the import itself."""
        entries = await self._audit.list_of_targets(
            tenant_id, import_ids, (COMMITTED, UNDONE), 10 * len(import_ids)
        )
        return {(entry["target"]["id"], entry["action"]): entry for entry in reversed(entries)}


def _of_customers(customers: Sequence[Mapping[str, Any]]) -> list[Did]:
    found: list[Did] = []
    for customer in customers:
        name, import_id = customer["_id"], customer["importId"]
        found.append(
            (customer["createdAt"], f"{import_id}|{name}", "customer_imported", import_id, [])
        )
        if (at := customer.get("importUndoneAt")) is not None:
            found.append(
                (at, f"{import_id}|{name}|undone", "customer_import_undone", import_id, [])
            )
    return found


def _of_changes(changes: Sequence[Mapping[str, Any]]) -> list[Did]:
    found: list[Did] = []
    for change in changes:
        name, import_id, fields = change["_id"], change["importId"], change["fields"]
        found.append((change["at"], name, "customer_import_changed", import_id, fields))
        if (at := change.get("undoneAt")) is not None:
            found.append((at, f"{name}|undone", "customer_import_undone", import_id, fields))
    return found


def _item(did: Did, told: Mapping[tuple[str, str], Mapping[str, Any]]) -> TimelineItem:
    at, name, kind, import_id, fields = did
    action = UNDONE if kind == "customer_import_undone" else COMMITTED
    entry = told.get((import_id, action))
    return TimelineItem.model_validate(
        {
            "id": name,
            "at": at,
            "kind": kind,
            "actor": None if entry is None else entry["actor"]["name"],
            "reason": None if entry is None else entry.get("why"),
            "fields": fields,
            "amount": None,
            "currency": None,
            "charge_id": None,
            "payment_id": None,
            "import_id": import_id,
            "file_name": None if entry is None else entry["target"].get("name"),
        }
    )
