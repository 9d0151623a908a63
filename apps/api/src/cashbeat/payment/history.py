"""The tenant's one sequence of payment events, read back.

`payment_events` holds who and where (`seq` -> payment, step); what an event says is told again from
the payment itself, so an event read later is equal, byte for byte, to the one sent live.
"""

from collections.abc import Sequence
from typing import Any

from cashbeat.contracts.payment import PaymentEvent, PaymentUpdated
from cashbeat.core.mongo import Database
from cashbeat.payment.repository import PaymentRepository
from cashbeat.payment.wire import event_of, payment_as_of

SEQ_DIGITS = 12


def event_id(tenant_id: str, seq: int) -> str:
    """`_id` of a place in the sequence; ids of one tenant sort by seq."""
    return f"{tenant_id}|{seq:0{SEQ_DIGITS}d}"


class EventHistory:
    """Events of a tenant by their place in the sequence."""

    def __init__(self, database: Database, payments: PaymentRepository) -> None:
        self._events = database["payment_events"]
        self._sequences = database["tenant_sequences"]
        self._payments = payments

    async def latest_seq(self, tenant_id: str) -> int:
        """The newest seq; 0 when nothing happened yet."""
        found = await self._sequences.find_one({"_id": tenant_id})
        return 0 if found is None else int(found["seq"])

    async def oldest_seq(self, tenant_id: str) -> int:
        """The oldest seq still kept; 0 when there is none."""
        found = await self._rows(tenant_id, 1, 10**SEQ_DIGITS - 1, 1, 1)
        return found[0]["seq"] if found else 0

    async def list_after(
        self, tenant_id: str, after_seq: int, limit: int
    ) -> list[PaymentEvent | PaymentUpdated]:
        """Up to `limit` events with seq > after_seq, ascending."""
        rows = await self._rows(tenant_id, after_seq + 1, 10**SEQ_DIGITS - 1, limit, 1)
        return await self._told(tenant_id, rows)

    async def list_before(
        self, tenant_id: str, before_seq: int | None, limit: int
    ) -> list[PaymentEvent | PaymentUpdated]:
        """Up to `limit` newest events with seq < before_seq (or of all), ascending."""
        last = 10**SEQ_DIGITS - 1 if before_seq is None else before_seq - 1
        rows = await self._rows(tenant_id, 1, last, limit, -1)
        return await self._told(tenant_id, rows[::-1])

    async def _rows(
        self, tenant_id: str, first: int, last: int, limit: int, direction: int
    ) -> list[dict[str, Any]]:
        between = {"$gte": event_id(tenant_id, first), "$lte": event_id(tenant_id, last)}
        query = {"_id": between, "tenantId": tenant_id}
        return await self._events.find(query).sort("_id", direction).limit(limit).to_list()

    async def _told(
        self, tenant_id: str, rows: Sequence[dict[str, Any]]
    ) -> list[PaymentEvent | PaymentUpdated]:
        ids = list({row["paymentId"] for row in rows})
        payments = {
            stored["_id"]: stored for stored in await self._payments.list_by_ids(tenant_id, ids)
        }
        return [
            event_of(row["seq"], stored["events"][row["n"] - 1], payment_as_of(stored, row["n"]))
            for row in rows
            if (stored := payments.get(row["paymentId"])) is not None
        ]
