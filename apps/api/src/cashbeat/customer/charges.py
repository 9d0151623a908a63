"""What people do with the charges of a customer: add, change and cancel them."""

from collections.abc import Callable
from datetime import date

from pymongo.errors import DuplicateKeyError

from cashbeat.contracts.charge import CancelCharge, Charge, ChargeChange, NewCharge
from cashbeat.core.body import Faulty
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.idempotency import KeyedRequest, check_same, keyed_request
from cashbeat.core.mongo import Session
from cashbeat.customer.checking import check_charge_change, check_new_charge
from cashbeat.customer.errors import (
    ChargeCancelled,
    ChargeChanged,
    ChargeNotFound,
    ExternalIdTaken,
)
from cashbeat.customer.recording import Changes, StoredCharge, new_charge
from cashbeat.customer.trail import charge_change, told_of_charge
from cashbeat.customer.wire import Account, charge_of
from cashbeat.customer.writing import CustomerWriter, Told, absent
from cashbeat.tenant.caller import Caller


class ChargeService:
    """Keeps charges. Each change is one of the customer as well, and the audit log tells of it."""

    def __init__(self, writer: CustomerWriter) -> None:
        self._writer = writer
        self._customers = writer.customers
        self._charges = writer.charges

    async def add(
        self, customer_id: str, body: NewCharge | Faulty[NewCharge], by: Caller, key: str | None
    ) -> tuple[Charge, bool]:
        """Charge a customer; True when the key's first request did it already.

        Raises: InvalidRequest, CustomerNotFound, CustomerDeleted, ExternalIdTaken,
        IdempotencyKeyReused.
        """
        request = None
        if not isinstance(body, Faulty):
            request = keyed_request(key, f"add charge {customer_id}", body)
        if (told := await self._told(by, request)) is not None:
            return told, True
        at, customer = self._writer.moment(by), await self._customers.get(by.tenant.id, customer_id)
        currency = None if customer is None else customer["currency"]
        draft, problems = check_new_charge(body, currency, at.today)
        if problems:
            raise InvalidRequest.of(problems)
        if customer is None or draft is None:
            raise absent()
        stored = new_charge(customer_id, customer["currency"], draft, at.now, request)

        async def work(session: Session) -> None:
            live = await self._writer.get_live(by, customer_id, session)
            await self._charges.insert(by.tenant.id, stored, session)
            told: Told = {}, told_of_charge(stored)
            await self._writer.update(by, live, "charge.added", {}, told, session)

        try:
            await self._writer.transaction(work)
        except DuplicateKeyError:
            if (told := await self._told(by, request)) is not None:
                return told, True
            raise await self._taken(by, draft.external_id) from None
        return charge_of(stored, {}, at.today), False

    async def change(
        self,
        customer_id: str,
        charge_id: str,
        body: ChargeChange | Faulty[ChargeChange],
        by: Caller,
    ) -> Charge:
        """Change what is given of a charge, unless somebody else changed it meanwhile.

        Raises: InvalidRequest, CustomerNotFound, CustomerDeleted, ChargeNotFound, ChargeCancelled,
        ChargeChanged, ExternalIdTaken.
        """
        if isinstance(body, Faulty):
            raise InvalidRequest.of(check_charge_change(body, None)[1])

        def changes_of(stored: StoredCharge) -> Changes:
            changes, problems = check_charge_change(body, stored)
            if problems:
                raise InvalidRequest.of(problems)
            return changes

        try:
            return await self._change(
                customer_id, charge_id, body.version, "charge.changed", changes_of, by
            )
        except DuplicateKeyError:
            raise await self._taken(by, body.external_id) from None

    async def cancel(
        self, customer_id: str, charge_id: str, body: CancelCharge, by: Caller
    ) -> Charge:
        """Owe a charge no more; what was paid of it becomes a credit.

        Raises: CustomerNotFound, CustomerDeleted, ChargeNotFound, ChargeCancelled, ChargeChanged.
        """
        today = self._writer.moment(by).today

        def changes_of(_: StoredCharge) -> Changes:
            return {"cancelledOn": today.isoformat(), "cancelReason": body.reason}

        return await self._change(
            customer_id, charge_id, body.version, "charge.cancelled", changes_of, by
        )

    async def _change(
        self,
        customer_id: str,
        charge_id: str,
        version: int,
        action: str,
        changes_of: Callable[[StoredCharge], Changes],
        by: Caller,
    ) -> Charge:
        at, tenant_id = self._writer.moment(by), by.tenant.id

        async def work(session: Session) -> tuple[StoredCharge, Account]:
            customer = await self._writer.get_live(by, customer_id, session)
            stored = await self._get(tenant_id, customer_id, charge_id, session)
            account = await self._charges.get_account(tenant_id, customer_id, session)
            given = changes_of(stored)
            changes = {name: value for name, value in given.items() if stored.get(name) != value}
            if stored["version"] != version:
                raise _changed_meanwhile(stored, account, changes, at.today)
            if not changes:
                return stored, account
            after = await self._charges.update(tenant_id, charge_id, changes, at.now, session)
            told = charge_change(stored, after)
            await self._writer.update(by, customer, action, {}, told, session)
            return after, account

        return charge_of(*await self._writer.transaction(work), at.today)

    async def _get(
        self, tenant_id: str, customer_id: str, charge_id: str, session: Session
    ) -> StoredCharge:
        """A charge that can be changed."""
        stored = await self._charges.get(tenant_id, customer_id, charge_id, session)
        if stored is None:
            raise ChargeNotFound("The customer has no such charge.")
        if (day := stored.get("cancelledOn")) is not None:
            raise ChargeCancelled(f"The charge was cancelled on {day}; add another one.")
        return stored

    async def _told(self, by: Caller, request: KeyedRequest | None) -> Charge | None:
        """What the key's first request made. Raises: IdempotencyKeyReused."""
        if request is None:
            return None
        stored = await self._charges.get_by_request(by.tenant.id, request.key)
        if stored is None:
            return None
        check_same(stored["request"], request.hash)
        account = await self._charges.get_account(by.tenant.id, stored["customerId"])
        return charge_of(stored, account, self._writer.moment(by).today)

    async def _taken(self, by: Caller, external_id: str | None) -> ExternalIdTaken:
        other = None
        if external_id is not None:
            other = await self._charges.get_by_external_id(by.tenant.id, external_id)
        if other is None:
            return ExternalIdTaken("Another charge has that external id.")
        return ExternalIdTaken(
            f"{external_id!r} is the charge {other['_id']} of {other['customerId']} already."
        )


def _changed_meanwhile(
    stored: StoredCharge, account: Account, changes: Changes, today: date
) -> ChargeChanged:
    fields = [_WIRE[name] for name in changes if name in _WIRE]
    text = f"The charge was changed since you saw it; its version is {stored['version']}."
    members = {"current": charge_of(stored, account, today), "fields": fields}
    return ChargeChanged(text, members=members)


_WIRE = {
    "amount": "amount",
    "dueOn": "dueDate",
    "description": "description",
    "externalId": "externalId",
}
"""What a change of a charge calls the stored fields."""
