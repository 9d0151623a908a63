"""What people do with customers: record, change, delete and restore them."""

from pymongo.errors import DuplicateKeyError

from cashbeat.audit.entry import changed
from cashbeat.contracts.customer import Customer, CustomerChange, NewCustomer
from cashbeat.core.body import Faulty, values_of
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.idempotency import KeyedRequest, check_same, keyed_request
from cashbeat.core.mongo import Session
from cashbeat.customer.change import changed_meanwhile, customer_changes
from cashbeat.customer.checking import check_customer_change, check_new_customer
from cashbeat.customer.errors import CustomerMerged, ExternalIdTaken
from cashbeat.customer.members import Members
from cashbeat.customer.owing import (
    MadeCharge,
    OwingChange,
    is_asked,
    owing_change,
    owing_told,
)
from cashbeat.customer.recording import (
    Changes,
    StoredCharge,
    StoredCustomer,
    deletion,
    new_charge,
    new_customer,
)
from cashbeat.customer.trail import told_of, told_of_owing
from cashbeat.customer.wire import customer_of
from cashbeat.customer.writing import CustomerWriter, Told, absent, entry
from cashbeat.tenant.caller import Caller


class CustomerService:
    """Keeps customers, and tells the audit log of every change."""

    def __init__(self, writer: CustomerWriter, members: Members) -> None:
        self._writer = writer
        self._customers = writer.customers
        self._charges = writer.charges
        self._members = members

    async def create(
        self, body: NewCustomer | Faulty[NewCustomer], by: Caller, key: str | None
    ) -> tuple[Customer, bool]:
        """Record a customer; True when the key's first request did it already.

        Raises: InvalidRequest naming every fault, ExternalIdTaken, IdempotencyKeyReused.
        """
        request = None if isinstance(body, Faulty) else keyed_request(key, "create customer", body)
        if (told := await self._told(by, request)) is not None:
            return told, True
        at = self._writer.moment(by)
        agent = await self._members.get(by.tenant.id, values_of(body).get("agent_id"))
        draft, problems = check_new_customer(body, at, by.tenant.default_currency, agent)
        if draft is None:
            raise InvalidRequest.of(problems)
        stored, charge = new_customer(draft, at, request)

        async def work(session: Session) -> None:
            await self._customers.insert(by.tenant.id, stored, session)
            if charge is not None:
                await self._charges.insert(by.tenant.id, charge, session)
            made: Told = {}, told_of(stored) | told_of_owing(charge)
            told = entry(by, stored, "customer.created", made, at.now)
            await self._writer.audit.record(by.tenant.id, told, session)

        try:
            await self._writer.transaction(work)
        except DuplicateKeyError:
            if (told := await self._told(by, request)) is not None:
                return told, True
            raise await self._taken(by, [stored.get("externalId", "")]) from None
        return customer_of(stored, at.today), False

    async def change(
        self, customer_id: str, body: CustomerChange | Faulty[CustomerChange], by: Caller
    ) -> Customer:
        """Change what is given, unless somebody else changed the customer meanwhile.

        Raises: InvalidRequest, CustomerNotFound, CustomerDeleted, CustomerChangedMeanwhile,
        SeveralOpenCharges, ExternalIdTaken.
        """
        agent = await self._members.get(by.tenant.id, values_of(body).get("agent_id"))
        problems = check_customer_change(body, agent)
        if isinstance(body, Faulty) or problems:
            raise InvalidRequest.of(problems)
        today = self._writer.moment(by).today

        async def work(session: Session) -> StoredCustomer:
            stored = await self._writer.get_live(by, customer_id, session)
            changes = customer_changes(stored, body, agent)
            if stored["version"] != body.version:
                raise changed_meanwhile(stored, changes, today, body)
            owing = await self._owing(stored, body, by, session)
            if not changes and owing is None:
                return stored
            told = changed(told_of(stored), told_of({**stored, **changes}))
            if owing is not None:
                was, now_is = await self._change_owing(stored, owing, by, session)
                told = {**told[0], **was}, {**told[1], **now_is}
            return await self._writer.update(by, stored, "customer.changed", changes, told, session)

        try:
            return customer_of(await self._writer.transaction(work), today)
        except DuplicateKeyError:
            raise await self._taken(by, [body.external_id or ""]) from None

    async def delete(self, customer_id: str, by: Caller) -> None:
        """Delete a customer; its data stay. Raises: CustomerNotFound."""

        async def work(session: Session) -> None:
            stored = await self._customers.get(by.tenant.id, customer_id, session)
            if stored is None:
                raise absent()
            if not stored["deleted"]:
                changes = deletion(stored, self._writer.moment(by).now)
                told: Told = {"deleted": False}, {"deleted": True}
                await self._writer.update(by, stored, "customer.deleted", changes, told, session)

        await self._writer.transaction(work)

    async def restore(self, customer_id: str, by: Caller) -> Customer:
        """Bring a deleted customer back, with all by which payments named it.

        Raises: CustomerNotFound, CustomerMerged, ExternalIdTaken.
        """
        lost: list[str] = []

        async def work(session: Session) -> StoredCustomer:
            stored = await self._customers.get(by.tenant.id, customer_id, session)
            if stored is None:
                raise absent()
            if (other := stored.get("mergedInto")) is not None:
                raise CustomerMerged(f"The customer is part of {other} and cannot come back.")
            if not stored["deleted"]:
                return stored
            lost[:] = stored.get("leftRefs", ())
            changes: Changes = {
                "deleted": False,
                "deletedAt": None,
                "refs": [*stored["refs"], *lost],
                "leftRefs": None,
            }
            told: Told = {"deleted": True}, {"deleted": False}
            return await self._writer.update(
                by, stored, "customer.restored", changes, told, session
            )

        try:
            restored = await self._writer.transaction(work)
        except DuplicateKeyError:
            raise await self._taken(by, lost) from None
        return customer_of(restored, self._writer.moment(by).today)

    async def _owing(
        self, stored: StoredCustomer, body: CustomerChange, by: Caller, session: Session
    ) -> OwingChange | None:
        """What the change makes of the customer's charges; None when it speaks of none."""
        if not is_asked(body):
            return None
        tenant_id, customer_id = by.tenant.id, stored["_id"]
        charges = await self._charges.list_of_customer(tenant_id, customer_id, session)
        account = await self._charges.get_account(tenant_id, customer_id, session)
        return owing_change(body, stored, charges, account, self._writer.moment(by).today)

    async def _change_owing(
        self, stored: StoredCustomer, change: OwingChange, by: Caller, session: Session
    ) -> Told:
        tenant_id, now = by.tenant.id, self._writer.moment(by).now
        account = await self._charges.get_account(tenant_id, stored["_id"], session)
        after: StoredCharge
        if isinstance(change, MadeCharge):
            after = new_charge(stored["_id"], stored["currency"], change.draft, now)
            await self._charges.insert(tenant_id, after, session)
        else:
            after = await self._charges.update(
                tenant_id, change.charge["_id"], change.changes, now, session
            )
        return owing_told(after, account, change)

    async def _told(self, by: Caller, request: KeyedRequest | None) -> Customer | None:
        """What the key's first request made. Raises: IdempotencyKeyReused."""
        if request is None:
            return None
        stored = await self._customers.get_by_request(by.tenant.id, request.key)
        if stored is None:
            return None
        check_same(stored["request"], request.hash)
        return customer_of(stored, self._writer.moment(by).today)

    async def _taken(self, by: Caller, refs: list[str]) -> ExternalIdTaken:
        for ref in refs:
            if (other := await self._customers.get_by_ref(by.tenant.id, ref)) is not None:
                return ExternalIdTaken(f"{ref!r} is the customer {other['_id']} already.")
        return ExternalIdTaken("Another customer has that external id.")
