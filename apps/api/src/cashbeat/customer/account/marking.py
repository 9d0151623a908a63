"""Marks customers as stale, so that their accounts are made anew."""

from collections.abc import Iterable

from cashbeat.contracts.payment import PaymentEventType
from cashbeat.core.mongo import Database
from cashbeat.payment.changes import PaymentStep

_MOVES_MONEY = frozenset({PaymentEventType.RECEIVED.value, PaymentEventType.REFUNDED.value})

_AT_ONCE = 5_000
"""Customers that one write marks when all of an organisation are."""


class CustomerMarks:
    """Raises the marks that the accountant takes away."""

    def __init__(self, database: Database) -> None:
        self._customers = database["customers"]

    async def mark(self, steps: Iterable[PaymentStep]) -> bool:
        """Mark the customers of payments that took these steps; True when there are any.

        The payments are stored already, and an account is made of all that is stored: to mark twice
        is harmless, so no transaction is needed, and none conflicts with whoever edits a customer.
        """
        refs: dict[str, set[str]] = {}
        for step in steps:
            ref = step.facts.get("customerId")
            if ref is not None and step.event["type"] in _MOVES_MONEY:
                refs.setdefault(step.tenant_id, set()).add(ref)
        marked = 0
        for tenant_id, of_tenant in refs.items():
            result = await self._customers.update_many(
                {"tenantId": tenant_id, "refs": {"$in": list(of_tenant)}}, {"$inc": {"stale": 1}}
            )
            marked += result.modified_count
        return marked > 0

    async def mark_all(self, tenant_id: str) -> None:
        """Mark every customer of an organisation."""
        last = ""
        while True:
            query = {"tenantId": tenant_id, "_id": {"$gt": last}}
            found = self._customers.find(query, {"_id": 1}).sort("_id", 1).limit(_AT_ONCE)
            ids = [customer["_id"] async for customer in found]
            if not ids:
                return
            marked = {"_id": {"$in": ids}, "tenantId": tenant_id}
            await self._customers.update_many(marked, {"$inc": {"stale": 1}})
            last = ids[-1]
