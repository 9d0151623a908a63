"""One customer with its charges and payments."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from cashbeat.contracts.charge import Charge
from cashbeat.contracts.customer import CustomerDetails
from cashbeat.core.mongo import Database
from cashbeat.customer.account.facts import local_today
from cashbeat.customer.charge_repository import MOST_READ, ChargeRepository
from cashbeat.customer.recording import StoredCharge, StoredCustomer
from cashbeat.customer.repository import CustomerRepository
from cashbeat.customer.wire import Account, charge_of, customer_of, open_of, payment_of
from cashbeat.customer.writing import absent
from cashbeat.payment.repository import PaymentRepository
from cashbeat.tenant.tenant import Tenant

SHOWN_CHARGES = 200
SHOWN_PAYMENTS = 50


class CustomerReader:
    """Shows customers one by one."""

    def __init__(
        self, database: Database, payments: PaymentRepository, clock: Callable[[], datetime]
    ) -> None:
        self._customers = CustomerRepository(database)
        self._charges = ChargeRepository(database)
        self._payments = payments
        self._clock = clock

    async def get(self, tenant: Tenant, customer_id: str) -> CustomerDetails:
        """A customer, deleted or not; for one that was merged the one it is part of.

        Raises: CustomerNotFound.
        """
        stored = await self.find(tenant.id, customer_id)
        name, today = stored["_id"], local_today(tenant.zone, self._clock())
        account = await self._charges.get_account(tenant.id, name)
        charges = await self._charges.list_of_customer(tenant.id, name)
        count = len(charges)
        if count == MOST_READ:
            count = await self._charges.count_of_customer(tenant.id, name)
        paid = await self._payments.list_of_customer(tenant.id, stored["refs"], SHOWN_PAYMENTS)
        return CustomerDetails(
            **dict(customer_of(stored, today)),
            charges=shown(charges, account, today),
            charge_count=count,
            payments=[payment_of(payment, account) for payment in paid],
            former_ids=await self.list_former(tenant.id, stored),
        )

    async def find(self, tenant_id: str, customer_id: str) -> StoredCustomer:
        """The customer of that id, or the one it was merged into. Raises: CustomerNotFound."""
        stored = await self._customers.get(tenant_id, customer_id)
        if stored is not None and (other := stored.get("mergedInto")) is not None:
            stored = await self._customers.get(tenant_id, other)
        if stored is None:
            raise absent()
        return stored

    async def list_former(self, tenant_id: str, stored: StoredCustomer) -> list[str]:
        """Ids of customers that were merged into this one."""
        return await self._customers.list_former(tenant_id, stored)


def shown(charges: Sequence[StoredCharge], account: Account, today: date) -> list[Charge]:
    """Open ones by due date, then the others, newest first."""
    owed = [charge for charge in charges if open_of(charge, account)]
    others = [charge for charge in charges if not open_of(charge, account)]
    owed.sort(key=lambda charge: (charge["dueOn"], charge["_id"]))
    others.sort(key=lambda charge: (charge["issuedOn"], charge["_id"]), reverse=True)
    return [charge_of(each, account, today) for each in (owed + others)[:SHOWN_CHARGES]]
