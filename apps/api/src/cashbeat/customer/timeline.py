"""What happened to a customer: what people did, and the steps of its payments, newest first."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.customer import CustomerTimeline, TimelineItem
from cashbeat.core.cursor import decode_place, encode_place
from cashbeat.customer.details import CustomerReader
from cashbeat.customer.importing.history import ImportHistory
from cashbeat.kit.cursor import fingerprint
from cashbeat.kit.money import to_major
from cashbeat.payment.repository import PaymentRepository
from cashbeat.tenant.tenant import Tenant

ACTIONS = (
    "customer.created",
    "customer.changed",
    "customer.deleted",
    "customer.restored",
    "customer.merged",
    "charge.added",
    "charge.changed",
    "charge.cancelled",
)
"""What people do to a customer, in the words of the audit log."""


class CustomerTimelines:
    """Merges the audit log, the payments and the imports of a customer, by time and then by id.

    A page is the newest of all behind a place: as many of each as a page holds are read.
    """

    def __init__(
        self,
        reader: CustomerReader,
        payments: PaymentRepository,
        audit: AuditLog,
        imports: ImportHistory,
    ) -> None:
        self._reader = reader
        self._payments = payments
        self._audit = audit
        self._imports = imports

    async def page(
        self, tenant: Tenant, customer_id: str, limit: int, cursor: str | None
    ) -> CustomerTimeline:
        """One page, what was done to customers merged into this one included.

        Raises: CustomerNotFound, InvalidCursor.
        """
        stored = await self._reader.find(tenant.id, customer_id)
        filters = fingerprint([tenant.id, stored["_id"], "timeline"])
        behind = None if cursor is None else decode_place(cursor, filters)
        ids = [stored["_id"], *await self._reader.list_former(tenant.id, stored)]
        entries = await self._audit.list_of_targets(tenant.id, ids, ACTIONS, limit + 1, behind)
        steps = await self._payments.list_steps_of_customer(
            tenant.id, stored["refs"], limit + 1, behind
        )
        items = [item_of_entry(each) for each in entries] + [item_of_step(each) for each in steps]
        items += await self._imports.items(tenant.id, ids, limit + 1, behind)
        items.sort(key=lambda item: (item.at, item.id), reverse=True)
        following = None
        if len(items) > limit:
            following = encode_place(items[limit - 1].at, items[limit - 1].id, filters)
        return CustomerTimeline(items=items[:limit], next_cursor=following)


def item_of_entry(entry: Mapping[str, Any]) -> TimelineItem:
    """What somebody did to the customer or to a charge."""
    before, after = entry["before"], entry["after"]
    amount = after.get("amount", after.get("outstandingAmount"))
    changes = entry["action"].endswith(".changed")
    return TimelineItem(
        id=entry["_id"],
        at=entry["at"],
        kind=entry["action"].replace(".", "_"),
        actor=entry["actor"]["name"],
        reason=entry.get("why") or after.get("cancelReason"),
        fields=_changed(before, after) if changes else [],
        amount=None if amount is None else Decimal(amount),
        currency=None if amount is None else after["currency"],
        charge_id=after.get("chargeId"),
        payment_id=None,
        import_id=None,
        file_name=None,
    )


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    names = after.keys() - {"chargeId", "currency"}
    return [name for name in after if name in names and before.get(name) != after[name]]


def item_of_step(step: Mapping[str, Any]) -> TimelineItem:
    """A step of a payment."""
    at: datetime = step["occurredAt"]
    return TimelineItem(
        id=step["id"],
        at=at,
        kind=step["type"],
        actor=None,
        reason=None,
        fields=[],
        amount=to_major(step.get("refund") or step["amount"], step["currency"]),
        currency=step["currency"],
        charge_id=step.get("chargeId"),
        payment_id=step["paymentId"],
        import_id=None,
        file_name=None,
    )
