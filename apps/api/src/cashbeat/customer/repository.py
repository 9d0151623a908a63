"""Questions asked of customers, and the writes they get."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pymongo
from pymongo import ReturnDocument, UpdateOne
from pymongo.asynchronous.cursor import AsyncCursor
from pymongo.errors import ExecutionTimeout, PyMongoError

from cashbeat.core.mongo import Database, Session
from cashbeat.customer.errors import CustomerNotFound
from cashbeat.customer.filter import CustomerFilter, CustomerSort, behind_place
from cashbeat.customer.recording import Changes, StoredCustomer, update_of

_UNLISTED = {"terms": 0, "refs": 0, "request": 0}
_BATCH = 1_000
_SECONDS_TO_COUNT = 60


class CustomerRepository:
    """Customers of a tenant, which is the first argument of every question.

    Every change raises `stale`, so that what is owed is worked out anew: a real write, on which two
    transactions of one moment conflict.
    """

    def __init__(self, database: Database) -> None:
        self._customers = database["customers"]

    async def get(
        self, tenant_id: str, customer_id: str, session: Session | None = None
    ) -> StoredCustomer | None:
        """The customer of that id, deleted ones too."""
        query = {"_id": customer_id, "tenantId": tenant_id}
        return await self._customers.find_one(query, session=session)

    async def get_by_ref(self, tenant_id: str, ref: str) -> StoredCustomer | None:
        """The customer that payments name so."""
        return await self._customers.find_one({"tenantId": tenant_id, "refs": ref})

    async def get_by_request(self, tenant_id: str, key: str) -> StoredCustomer | None:
        """The customer that the request with this idempotency key made."""
        return await self._customers.find_one({"tenantId": tenant_id, "request.key": key})

    async def list_by_ids(
        self, tenant_id: str, ids: Sequence[str], session: Session
    ) -> list[StoredCustomer]:
        """The customers of those ids, deleted ones too, in no order."""
        query = {"_id": {"$in": list(ids)}, "tenantId": tenant_id}
        return [stored async for stored in self._customers.find(query, session=session)]

    async def list_imported(self, tenant_id: str, ids: Sequence[str]) -> list[StoredCustomer]:
        """Those of them that an import added: which one, when, and when it was undone."""
        query = {"_id": {"$in": list(ids)}, "tenantId": tenant_id, "importId": {"$exists": True}}
        told = {"importId": 1, "createdAt": 1, "importUndoneAt": 1}
        return [stored async for stored in self._customers.find(query, told)]

    async def list_former(
        self, tenant_id: str, customer: StoredCustomer, session: Session | None = None
    ) -> list[str]:
        """Ids of the customers that were merged into this one."""
        refs = {*customer["refs"], *customer.get("leftRefs", ())} - {customer["_id"]}
        query = {
            "_id": {"$in": sorted(refs)},
            "tenantId": tenant_id,
            "mergedInto": customer["_id"],
        }
        found = self._customers.find(query, {"_id": 1}, session=session).sort("_id", 1)
        return [stored["_id"] async for stored in found]

    async def insert(self, tenant_id: str, stored: StoredCustomer, session: Session) -> None:
        """A new customer. Raises: DuplicateKeyError when a ref or the idempotency key is taken."""
        await self._customers.insert_one({**stored, "tenantId": tenant_id}, session=session)

    async def update(
        self, tenant_id: str, customer_id: str, changes: Changes, now: datetime, session: Session
    ) -> StoredCustomer:
        """The customer after a change. Raises: DuplicateKeyError when a ref is taken."""
        found = await self._customers.find_one_and_update(
            {"_id": customer_id, "tenantId": tenant_id},
            update_of(changes, now, stale=1),
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        if found is None:
            raise CustomerNotFound("There is no such customer.")
        return found

    async def update_many(
        self, tenant_id: str, changes: Mapping[str, Changes], now: datetime, session: Session
    ) -> None:
        """Change customers by their ids, each in its own way."""
        writes = [
            UpdateOne({"_id": name, "tenantId": tenant_id}, update_of(each, now, stale=1))
            for name, each in changes.items()
        ]
        if writes:
            await self._customers.bulk_write(writes, ordered=False, session=session)

    async def repoint(
        self, tenant_id: str, former: Sequence[str], customer_id: str, session: Session
    ) -> None:
        """Customers that were merged earlier are part of this one from now on."""
        query = {"_id": {"$in": list(former)}, "tenantId": tenant_id}
        change = {"$set": {"mergedInto": customer_id}}
        await self._customers.update_many(query, change, session=session)

    async def list_page(
        self,
        tenant_id: str,
        wanted: CustomerFilter,
        sort: CustomerSort,
        today: date,
        limit: int,
        behind: Sequence[Any] | None = None,
    ) -> Sequence[StoredCustomer]:
        """Up to `limit` customers behind a place in that order."""
        query = wanted.query(tenant_id, today)
        if behind is not None:
            query = behind_place(query, sort, behind)
        return await self._ordered(query, sort).limit(limit).to_list()

    async def count_up_to(
        self, tenant_id: str, wanted: CustomerFilter, today: date, most: int, seconds: float
    ) -> int | None:
        """How many customers match, `most` at most; None when that cannot be told in time."""
        query = wanted.query(tenant_id, today)
        try:
            with pymongo.timeout(seconds):
                return await self._customers.count_documents(query, limit=most)
        except PyMongoError as error:
            if not error.timeout:
                raise
            return None

    async def read(
        self, tenant_id: str, wanted: CustomerFilter, sort: CustomerSort, today: date
    ) -> tuple[int, AsyncIterator[StoredCustomer]]:
        """How many customers match, and every one of them in order: both of one moment.

        MongoDB keeps such a moment for five minutes: whoever reads slower is cut off.
        """
        query = wanted.query(tenant_id, today)
        session = self._customers.database.client.start_session(snapshot=True)
        try:
            count = await self._count(query, session)
        except BaseException:
            await session.end_session()
            raise
        return count, self._stream(query, sort, session)

    async def _count(self, query: dict[str, Any], moment: Session) -> int:
        try:
            return await self._customers.count_documents(query, session=moment)
        except ExecutionTimeout:
            with pymongo.timeout(_SECONDS_TO_COUNT):
                return await self._customers.count_documents(query, session=moment)

    async def _stream(
        self, query: dict[str, Any], sort: CustomerSort, moment: Session
    ) -> AsyncIterator[StoredCustomer]:
        async with moment:
            async for stored in self._ordered(query, sort, moment).batch_size(_BATCH):
                yield stored

    def _ordered(
        self, query: dict[str, Any], sort: CustomerSort, moment: Session | None = None
    ) -> AsyncCursor[dict[str, Any]]:
        return self._customers.find(query, _UNLISTED, session=moment).sort(sort.order)
