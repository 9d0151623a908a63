"""Questions asked of the payments, and the two writes they ever get."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

import pymongo
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.cursor import AsyncCursor
from pymongo.errors import (
    BulkWriteError,
    DuplicateKeyError,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
)

from cashbeat.audit.entry import StoredEntry
from cashbeat.audit.repository import AuditLog
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.payment.filter import PaymentFilter, PaymentSort, after
from cashbeat.payment.recording import StoredPayment

_DUPLICATE = 11000
_SNAPSHOT_TOO_OLD = 239
_SECONDS_TO_COUNT = 60
"""A download may begin late: some million payments are counted in a few seconds."""

_UNLISTED = {"events": 0, "terms": 0}


class KeyTaken(Exception):
    """A payment of the tenant carries the idempotency key already."""


class PaymentRepository:
    """Payments of a tenant, which is the first argument of every question."""

    def __init__(self, database: Database) -> None:
        self._payments = database["payments"]
        self._log = AuditLog(database)

    async def insert(self, tenant_id: str, stored: StoredPayment) -> None:
        """Record a payment with its first event. Raises: KeyTaken."""
        _same_tenant(tenant_id, stored)
        try:
            await self._payments.insert_one(stored)
        except DuplicateKeyError:
            raise KeyTaken from None

    async def insert_first(self, tenant_id: str, stored: StoredPayment, entry: StoredEntry) -> None:
        """Record the first payment of a batch and the audit entry of the whole batch, or neither.

        Raises: KeyTaken.
        """
        _same_tenant(tenant_id, stored)

        async def both(session: Session) -> None:
            await self._payments.insert_one(stored, session=session)
            await self._log.record(tenant_id, entry, session)

        try:
            await in_transaction(self._payments.database, both)
        except DuplicateKeyError:
            raise KeyTaken from None

    async def insert_many(self, tenant_id: str, batch: Sequence[StoredPayment]) -> set[int]:
        """Record payments; the indexes of those whose idempotency key is taken already."""
        for stored in batch:
            _same_tenant(tenant_id, stored)
        if not batch:
            return set()
        try:
            await self._payments.insert_many(batch, ordered=False)
        except BulkWriteError as error:
            faults = error.details["writeErrors"]
            if error.details["writeConcernErrors"] or any(
                fault["code"] != _DUPLICATE for fault in faults
            ):
                raise
            return {fault["index"] for fault in faults}
        return set()

    async def update_step(
        self, tenant_id: str, payment_id: str, version: int, update: dict[str, Any]
    ) -> StoredPayment | None:
        """Take the payment a step on if it still has that version; None when it moved on.

        Raises: KeyTaken.
        """
        try:
            return await self._payments.find_one_and_update(
                {"_id": payment_id, "tenantId": tenant_id, "version": version},
                update,
                return_document=True,
            )
        except DuplicateKeyError:
            raise KeyTaken from None

    async def get(self, tenant_id: str, payment_id: str) -> StoredPayment | None:
        """The payment of that id."""
        return await self._payments.find_one({"_id": payment_id, "tenantId": tenant_id})

    async def get_by_key(self, tenant_id: str, key: str) -> StoredPayment | None:
        """The payment that has a step made under the idempotency key."""
        return await self._payments.find_one({"tenantId": tenant_id, "events.key": key})

    async def list_by_keys(self, tenant_id: str, keys: Sequence[str]) -> list[StoredPayment]:
        """Payments that have a step made under one of the idempotency keys."""
        query = {"tenantId": tenant_id, "events.key": {"$in": list(keys)}}
        return [stored async for stored in self._payments.find(query)]

    async def list_by_ids(self, tenant_id: str, ids: Sequence[str]) -> list[StoredPayment]:
        """The payments of those ids, in no order."""
        query = {"_id": {"$in": list(ids)}, "tenantId": tenant_id}
        return [stored async for stored in self._payments.find(query)]

    async def list_of_customer(
        self, tenant_id: str, refs: Sequence[str], limit: int
    ) -> list[StoredPayment]:
        """The newest payments whose customer is named by one of these, without their events."""
        query = {"tenantId": tenant_id, "customerId": {"$in": list(refs)}}
        return await self._ordered(query, PaymentSort.NEWEST).limit(limit).to_list()

    async def list_steps_of_customer(
        self,
        tenant_id: str,
        refs: Sequence[str],
        limit: int,
        behind: tuple[datetime, str] | None = None,
    ) -> list[dict[str, Any]]:
        """The newest steps of such payments, or those older than one of that time and id.

        Each is its stored event with `paymentId`, `amount` and `currency` of its payment. Time
        follows the number of the payments, memory that of the steps asked for.
        """
        pipeline = steps_pipeline(tenant_id, refs, limit, behind)
        return await (await self._payments.aggregate(pipeline)).to_list()

    async def list_page(
        self,
        tenant_id: str,
        wanted: PaymentFilter,
        sort: PaymentSort,
        limit: int,
        behind: Sequence[Any] | None = None,
    ) -> list[StoredPayment]:
        """Up to `limit` payments behind a place in that order, without their events."""
        query = wanted.query(tenant_id, None if behind is None else after(sort, behind))
        return await self._ordered(query, sort).limit(limit).to_list()

    async def count_up_to(
        self, tenant_id: str, wanted: PaymentFilter, most: int, seconds: float
    ) -> int | None:
        """How many payments match, `most` at most; None when that cannot be told in time."""
        try:
            with pymongo.timeout(seconds):
                return await self._payments.count_documents(wanted.query(tenant_id), limit=most)
        except PyMongoError as error:
            if not error.timeout:
                raise
            return None

    async def read(
        self, tenant_id: str, wanted: PaymentFilter, sort: PaymentSort
    ) -> tuple[int, AsyncIterator[StoredPayment]]:
        """How many payments match, and every one of them in order: both of one moment.

        MongoDB keeps such a moment for five minutes and then forgets it, whoever still reads. A
        reader slower than that goes on with the present behind the last payment it got: none comes
        twice and none is left out, but what was recorded or moved on since may change the number.
        """
        session = self._payments.database.client.start_session(snapshot=True)
        try:
            count = await self._count(wanted.query(tenant_id), session)
        except BaseException:
            await session.end_session()
            raise
        return count, self._stream(tenant_id, wanted, sort, session)

    async def _count(self, query: dict[str, Any], moment: AsyncClientSession) -> int:
        """Count to the end, in the time that any question has or, of millions, in a longer one.

        The longer one is for a server that answered that the time was up. For one that does not
        answer at all, nobody waits so long.
        """
        try:
            return await self._payments.count_documents(query, session=moment)
        except ExecutionTimeout:
            with pymongo.timeout(_SECONDS_TO_COUNT):
                return await self._payments.count_documents(query, session=moment)

    async def _stream(
        self, tenant_id: str, wanted: PaymentFilter, sort: PaymentSort, moment: AsyncClientSession
    ) -> AsyncIterator[StoredPayment]:
        last: StoredPayment | None = None
        async with moment:
            try:
                async for stored in self._ordered(wanted.query(tenant_id), sort, moment):
                    yield stored
                    last = stored
            except OperationFailure as error:
                if error.code != _SNAPSHOT_TOO_OLD:
                    raise
            else:
                return
        behind = None if last is None else after(sort, [last[field] for field in sort.fields])
        async for stored in self._ordered(wanted.query(tenant_id, behind), sort):
            yield stored

    def _ordered(
        self, query: dict[str, Any], sort: PaymentSort, moment: AsyncClientSession | None = None
    ) -> AsyncCursor[StoredPayment]:
        """Payments in order without their events, a thousand at a time from the server."""
        return (
            self._payments.find(query, _UNLISTED, session=moment).sort(sort.order).batch_size(1000)
        )


def steps_pipeline(
    tenant_id: str, refs: Sequence[str], limit: int, behind: tuple[datetime, str] | None = None
) -> list[dict[str, Any]]:
    """The aggregation of a customer's newest steps; the index `by_customer` finds the payments.

    No step is before its payment was made, so payments made after the place are not read.
    """
    match: dict[str, Any] = {"tenantId": tenant_id, "customerId": {"$in": list(refs)}}
    older: list[dict[str, Any]] = []
    if behind is not None:
        at, event_id = behind
        match["createdAt"] = {"$lte": at}
        same = {"events.occurredAt": at, "events.id": {"$lt": event_id}}
        older = [{"$match": {"$or": [{"events.occurredAt": {"$lt": at}}, same]}}]
    fields = {name: f"$events.{name}" for name in ("id", "type", "refund", "occurredAt")}
    payment = {"_id": 0, "paymentId": "$_id", "amount": 1, "currency": 1, "chargeId": 1}
    return [
        {"$match": match},
        {"$unwind": "$events"},
        *older,
        {"$project": payment | fields},
        {"$sort": {"occurredAt": -1, "id": -1}},
        {"$limit": limit},
    ]


def _same_tenant(tenant_id: str, stored: StoredPayment) -> None:
    if stored["tenantId"] != tenant_id:
        raise ValueError("a payment of another tenant")
