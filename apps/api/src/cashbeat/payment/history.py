"""The tenant's one sequence of payment events, read back.

`payment_events` holds who and where (`seq` -> payment, step), a page of the sequence a document;
what an event says is told again from the payment itself, so an event read later is equal, byte for
byte, to the one sent live.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cashbeat.contracts.payment import PaymentEvent, PaymentUpdated
from cashbeat.core.mongo import Database
from cashbeat.payment.repository import PaymentRepository
from cashbeat.payment.wire import event_of, payment_as_of

SEQ_DIGITS = 12
PAGE_EVENTS = 100
"""Events of a page at most: a document an event cost mongod 17 µs each, and a page that is much
longer would be read whole for its last event."""

_LAST = 10**SEQ_DIGITS - 1


class EventPlace(NamedTuple):
    """One place of the sequence: the n-th step (from 1) of a payment."""

    seq: int
    payment_id: str
    n: int


def page_id(tenant_id: str, last_seq: int) -> str:
    """`_id` of the page that ends with a seq; ids of one tenant sort by seq."""
    return f"{tenant_id}|{last_seq:0{SEQ_DIGITS}d}"


def event_pages(
    tenant_id: str, first_seq: int, steps: Sequence[tuple[str, int]]
) -> list[dict[str, Any]]:
    """Documents of `payment_events` for steps (payment id, n), numbered from `first_seq`."""
    pages = []
    for start in range(0, len(steps), PAGE_EVENTS):
        part = steps[start : start + PAGE_EVENTS]
        first = first_seq + start
        pages.append(
            {
                "_id": page_id(tenant_id, first + len(part) - 1),
                "tenantId": tenant_id,
                "firstSeq": first,
                "paymentIds": [payment_id for payment_id, _ in part],
                "ns": [n for _, n in part],
            }
        )
    return pages


def places_of(page: Mapping[str, Any]) -> list[EventPlace]:
    """The places of a page in order; fewer, or none, of a damaged one."""
    columns = zip(page.get("paymentIds", ()), page.get("ns", ()), strict=False)
    first = page.get("firstSeq", 0)
    return [EventPlace(seq, *step) for seq, step in enumerate(columns, start=first)]


class EventHistory:
    """Events of a tenant by their place in the sequence."""

    def __init__(self, database: Database, payments: PaymentRepository) -> None:
        self._pages = database["payment_events"]
        self._sequences = database["tenant_sequences"]
        self._payments = payments

    async def latest_seq(self, tenant_id: str) -> int:
        """The newest seq; 0 when nothing happened yet."""
        found = await self._sequences.find_one({"_id": tenant_id})
        return 0 if found is None else int(found["seq"])

    async def oldest_seq(self, tenant_id: str) -> int:
        """The oldest seq still kept; 0 when there is none."""
        found = await self._ascending(tenant_id, 1, 1)
        return found[0].seq if found else 0

    async def list_after(
        self, tenant_id: str, after_seq: int, limit: int
    ) -> list[PaymentEvent | PaymentUpdated]:
        """Up to `limit` events with seq > after_seq, ascending."""
        return await self._told(tenant_id, await self._ascending(tenant_id, after_seq + 1, limit))

    async def list_before(
        self, tenant_id: str, before_seq: int | None, limit: int
    ) -> list[PaymentEvent | PaymentUpdated]:
        """Up to `limit` newest events with seq < before_seq (or of all), ascending."""
        last = _LAST if before_seq is None else before_seq - 1
        return await self._told(tenant_id, await self._descending(tenant_id, last, limit))

    async def _ascending(self, tenant_id: str, first: int, limit: int) -> list[EventPlace]:
        """Up to `limit` places from seq `first` on."""
        found: list[EventPlace] = []
        query = {"_id": _between(tenant_id, first, _LAST), "tenantId": tenant_id}
        async with self._pages.find(query).sort("_id", 1).limit(limit) as pages:
            async for page in pages:
                found += [place for place in places_of(page) if place.seq >= first]
                if len(found) >= limit:
                    break
        return found[:limit]

    async def _descending(self, tenant_id: str, last: int, limit: int) -> list[EventPlace]:
        """Up to `limit` places up to seq `last`, ascending: its page first, then those before."""
        query = {"_id": _between(tenant_id, last, _LAST), "tenantId": tenant_id}
        holding = await self._pages.find_one(query, sort=[("_id", 1)])
        places = places_of(holding) if holding is not None else []
        found = [place for place in places if place.seq <= last]
        query = {"_id": _between(tenant_id, 1, last - 1), "tenantId": tenant_id}
        if len(found) < limit:
            async with self._pages.find(query).sort("_id", -1).limit(limit) as pages:
                async for page in pages:
                    found = places_of(page) + found
                    if len(found) >= limit:
                        break
        return found[-limit:]

    async def _told(
        self, tenant_id: str, places: Sequence[EventPlace]
    ) -> list[PaymentEvent | PaymentUpdated]:
        ids = list({place.payment_id for place in places})
        payments = {
            stored["_id"]: stored for stored in await self._payments.list_by_ids(tenant_id, ids)
        }
        return [
            event_of(seq, stored["events"][n - 1], payment_as_of(stored, n))
            for seq, payment_id, n in places
            if (stored := payments.get(payment_id)) is not None
        ]


def _between(tenant_id: str, first: int, last: int) -> dict[str, str]:
    return {"$gte": page_id(tenant_id, first), "$lte": page_id(tenant_id, last)}
