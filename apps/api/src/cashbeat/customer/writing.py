"""What every write of a customer has in common: it is there, it is told, it is one transaction."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from cashbeat.audit.entry import StoredEntry, Target, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.customer.charge_repository import ChargeRepository
from cashbeat.customer.errors import CustomerDeleted, CustomerNotFound
from cashbeat.customer.recording import Changes, Moment, StoredCustomer
from cashbeat.customer.repository import CustomerRepository
from cashbeat.tenant.caller import Caller

T = TypeVar("T")

Told = tuple[Mapping[str, Any], Mapping[str, Any]]
"""What the audit log tells: how something was, and how it is."""


class CustomerWriter:
    """The stores of customers, and what a change writes beside the change itself."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self.customers = CustomerRepository(database)
        self.charges = ChargeRepository(database)
        self.audit = AuditLog(database)

    async def transaction(self, work: Callable[[Session], Awaitable[T]]) -> T:
        """What `work` gives, once all that it wrote is committed."""
        return await in_transaction(self._database, work)

    def moment(self, by: Caller) -> Moment:
        """Now, in the organisation's zone."""
        return Moment(self._clock(), by.tenant.zone)

    async def get_live(self, by: Caller, customer_id: str, session: Session) -> StoredCustomer:
        """A customer that can be changed. Raises: CustomerNotFound, CustomerDeleted."""
        stored = await self.customers.get(by.tenant.id, customer_id, session)
        if stored is None:
            raise absent()
        if stored["deleted"]:
            raise deleted(stored)
        return stored

    async def update(
        self,
        by: Caller,
        stored: StoredCustomer,
        action: str,
        changes: Changes,
        told: Told,
        session: Session,
    ) -> StoredCustomer:
        """The customer after a change that the audit log is told of."""
        now = self._clock()
        after = await self.customers.update(by.tenant.id, stored["_id"], changes, now, session)
        await self.audit.record(by.tenant.id, entry(by, after, action, told, now), session)
        return after


def entry(
    by: Caller, stored: StoredCustomer, action: str, told: Told, now: datetime
) -> StoredEntry:
    """The audit entry of a change of a customer, or of one of its charges."""
    target = Target("customer", stored["_id"], stored["name"])
    return entry_of(by.tenant.id, by.by, action, target, *told, now)


def absent() -> CustomerNotFound:
    """The answer to an id that no customer of the organisation has."""
    return CustomerNotFound("There is no such customer.")


def deleted(stored: StoredCustomer) -> CustomerDeleted:
    """The answer to a change of a customer that is not there any more."""
    if (other := stored.get("mergedInto")) is not None:
        return CustomerDeleted(f"The customer was merged into {other}.")
    return CustomerDeleted("The customer is deleted; restore it first.")
