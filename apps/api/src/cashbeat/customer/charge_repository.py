"""Questions asked of charges and accounts, and the writes that charges get."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pymongo import ReturnDocument

from cashbeat.core.mongo import Database, Session
from cashbeat.customer.errors import ChargeNotFound
from cashbeat.customer.recording import Changes, StoredCharge, update_of

MOST_READ = 5_000
"""Charges of one customer that are read at once: the last ones due."""


class ChargeRepository:
    """Charges of a tenant, which is the first argument of every question."""

    def __init__(self, database: Database) -> None:
        self._charges = database["charges"]
        self._accounts = database["accounts"]

    async def get(
        self, tenant_id: str, customer_id: str, charge_id: str, session: Session | None = None
    ) -> StoredCharge | None:
        """The charge of that id, when it is the customer's."""
        query = {"_id": charge_id, "tenantId": tenant_id, "customerId": customer_id}
        return await self._charges.find_one(query, session=session)

    async def get_by_request(self, tenant_id: str, key: str) -> StoredCharge | None:
        """The charge that the request with this idempotency key made."""
        return await self._charges.find_one({"tenantId": tenant_id, "request.key": key})

    async def get_by_external_id(self, tenant_id: str, external_id: str) -> StoredCharge | None:
        """The charge of that number in another system."""
        return await self._charges.find_one({"tenantId": tenant_id, "externalId": external_id})

    async def list_of_customer(
        self, tenant_id: str, customer_id: str, session: Session | None = None
    ) -> list[StoredCharge]:
        """Charges of a customer, the last ones due first; `MOST_READ` at most."""
        query = {"tenantId": tenant_id, "customerId": customer_id}
        found = self._charges.find(query, session=session).sort("dueOn", -1).limit(MOST_READ)
        return [stored async for stored in found]

    async def count_of_customer(
        self, tenant_id: str, customer_id: str, session: Session | None = None
    ) -> int:
        """How many charges a customer has."""
        query = {"tenantId": tenant_id, "customerId": customer_id}
        return await self._charges.count_documents(query, session=session)

    async def get_account(
        self, tenant_id: str, customer_id: str, session: Session | None = None
    ) -> Mapping[str, Any]:
        """What is paid of a customer's charges; empty when nothing is known of it."""
        query = {"_id": customer_id, "tenantId": tenant_id}
        found = await self._accounts.find_one(query, {"days": 0}, session=session)
        return found or {}

    async def insert(self, tenant_id: str, stored: StoredCharge, session: Session) -> None:
        """A new charge. Raises: DuplicateKeyError when its number or idempotency key is taken."""
        await self._charges.insert_one({**stored, "tenantId": tenant_id}, session=session)

    async def update(
        self, tenant_id: str, charge_id: str, changes: Changes, now: datetime, session: Session
    ) -> StoredCharge:
        """The charge after a change. Raises: DuplicateKeyError when its number is taken."""
        found = await self._charges.find_one_and_update(
            {"_id": charge_id, "tenantId": tenant_id},
            update_of(changes, now),
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        if found is None:
            raise ChargeNotFound("The customer has no such charge.")
        return found

    async def move(self, tenant_id: str, source_id: str, target_id: str, session: Session) -> int:
        """Give the charges of one customer to another; how many."""
        moved = await self._charges.update_many(
            {"tenantId": tenant_id, "customerId": source_id},
            {"$set": {"customerId": target_id}},
            session=session,
        )
        return moved.modified_count
