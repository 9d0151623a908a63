"""Two records of one customer become one."""

from cashbeat.contracts.customer import Customer, CustomerMerge
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.mongo import Session
from cashbeat.customer.change import changed_meanwhile
from cashbeat.customer.errors import CustomerNotFound, OtherCurrency, TooManyCharges
from cashbeat.customer.recording import Changes, StoredCustomer, given_up, refs_of
from cashbeat.customer.wire import customer_of
from cashbeat.customer.writing import CustomerWriter, Told, deleted
from cashbeat.tenant.caller import Caller

MOST_CHARGES = 5_000
"""Charges that move in one transaction: some 300 ms."""


class CustomerMerging:
    """Merges customers for good."""

    def __init__(self, writer: CustomerWriter) -> None:
        self._writer = writer
        self._customers = writer.customers
        self._charges = writer.charges

    async def merge(self, customer_id: str, body: CustomerMerge, by: Caller) -> Customer:
        """Merge another customer into this one, whose data stay.

        Raises: InvalidRequest, CustomerNotFound, CustomerDeleted, CustomerChangedMeanwhile,
        OtherCurrency, TooManyCharges.
        """
        if body.source_id == customer_id:
            message = "is this very customer"
            raise InvalidRequest.of(
                [FieldProblem(field="sourceId", code="same_customer", message=message)]
            )
        today = self._writer.moment(by).today

        async def work(session: Session) -> StoredCustomer:
            target = await self._writer.get_live(by, customer_id, session)
            source = await self._source(target, body.source_id, by, session)
            if target["version"] != body.version:
                raise changed_meanwhile(target, {}, today)
            return await self._merge(target, source, by, session)

        return customer_of(await self._writer.transaction(work), today)

    async def _source(
        self, target: StoredCustomer, source_id: str, by: Caller, session: Session
    ) -> StoredCustomer:
        source = await self._customers.get(by.tenant.id, source_id, session)
        if source is None:
            raise CustomerNotFound("There is no such customer to merge.")
        if source["deleted"]:
            raise deleted(source)
        if source["currency"] != target["currency"]:
            raise OtherCurrency(
                f"What {source['name']!r} owes is in {source['currency']}, "
                f"what {target['name']!r} owes in {target['currency']}."
            )
        return source

    async def _merge(
        self, target: StoredCustomer, source: StoredCustomer, by: Caller, session: Session
    ) -> StoredCustomer:
        """The refs of the source are given up before the target takes them: none is of two."""
        tenant_id, now = by.tenant.id, self._writer.moment(by).now
        await self._check_few(tenant_id, source["_id"], session)
        former = await self._customers.list_former(tenant_id, source, session)
        moved = await self._charges.move(tenant_id, source["_id"], target["_id"], session)
        await self._customers.repoint(tenant_id, former, target["_id"], session)
        gone: Changes = {
            "deleted": True,
            "deletedAt": now,
            "mergedInto": target["_id"],
            "refs": given_up(source["_id"]),
        }
        await self._customers.update(tenant_id, source["_id"], gone, now, session)
        told: Told = {}, {"sourceId": source["_id"], "sourceName": source["name"], "charges": moved}
        return await self._writer.update(
            by, target, "customer.merged", united(target, source), told, session
        )

    async def _check_few(self, tenant_id: str, customer_id: str, session: Session) -> None:
        count = await self._charges.count_of_customer(tenant_id, customer_id, session)
        if count > MOST_CHARGES:
            raise TooManyCharges(
                f"The customer has {count:,} charges; at most {MOST_CHARGES:,} can move."
            )


def united(target: StoredCustomer, source: StoredCustomer) -> Changes:
    """What the target takes over: names, tags, and the earlier of the two days of opening.

    Both accounts then hold every payment that either held: with the later one, payments that paid
    charges of the older would count no more, and what they paid would be owed again.
    """
    tags: dict[str, str] = {}
    for tag in [*(target.get("tags") or ()), *(source.get("tags") or ())]:
        tags.setdefault(tag.casefold(), tag)
    return {
        "refs": refs_of(target["_id"], None, *target["refs"], *source["refs"]),
        "tags": list(tags.values()) or None,
        "tagKeys": list(tags) or None,
        "openedAt": min(target["openedAt"], source["openedAt"]),
    }
