"""What a customer's account follows from, read for many customers at once."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from cashbeat.contracts.payment import PaymentStatus
from cashbeat.core.mongo import Database, Session
from cashbeat.customer.account.settlement import Settlement, settle

Stored = dict[str, Any]

ACCOUNT_FORMAT = 1
"""Raised when accounts are made or stored in another way: every one is made anew then."""

CUSTOMER = dict.fromkeys(
    (
        *("tenantId", "name", "currency", "openedAt", "refs", "deleted"),
        *("stale", "account", "isNew", "createdAt"),
        *("unsearched", "email", "phone", "externalId"),
    ),
    1,
)
"""What is read of a customer."""

CHARGE = {"customerId": 1, "amount": 1, "issuedOn": 1, "dueOn": 1, "cancelledOn": 1}
PAYMENT = {
    "customerId": 1,
    "amount": 1,
    "currency": 1,
    "chargeId": 1,
    **{f"events.{name}": 1 for name in ("n", "type", "from", "to", "refund", "occurredAt")},
}
_ARRIVED = [PaymentStatus.COMPLETED.value, PaymentStatus.REFUNDED.value]


class Reader(Protocol):
    """Reads a collection at one moment, some documents at a time."""

    def find(
        self, collection: str, query: Stored, *, projection: dict[str, int] | None = None
    ) -> AsyncIterator[list[Stored]]:
        """The documents that match."""


class SessionReader:
    """Reads what a transaction sees."""

    def __init__(self, database: Database, session: Session) -> None:
        self._database = database
        self._session = session

    async def find(
        self, collection: str, query: Stored, *, projection: dict[str, int] | None = None
    ) -> AsyncIterator[list[Stored]]:
        """The documents that match."""
        yield (
            await self._database[collection]
            .find(query, projection, session=self._session)
            .to_list()
        )


@dataclass(slots=True)
class Facts:
    """A customer with its charges, and its payments of any currency that ever arrived."""

    customer: Stored
    charges: list[Stored] = field(default_factory=list)
    payments: list[Stored] = field(default_factory=list)

    def settle(self, zone: ZoneInfo) -> Settlement:
        """What they come to, in days of the zone."""
        customer = self.customer
        return settle(self.charges, self.payments, customer["currency"], customer["openedAt"], zone)


async def read_facts(
    reader: Reader, tenant_id: str, customers: Sequence[Stored]
) -> dict[str, Facts]:
    """The facts of these customers by their ids."""
    facts = {customer["_id"]: Facts(customer) for customer in customers}
    if not facts:
        return facts
    owner = {ref: customer["_id"] for customer in customers for ref in customer["refs"]}
    charges = {"tenantId": tenant_id, "customerId": {"$in": list(facts)}}
    async for batch in reader.find("charges", charges, projection=CHARGE):
        for charge in batch:
            facts[charge["customerId"]].charges.append(charge)
    async for batch in reader.find(
        "payments", payments_query(tenant_id, customers), projection=PAYMENT
    ):
        for payment in batch:
            facts[owner[payment["customerId"]]].payments.append(payment)
    return facts


def payments_query(tenant_id: str, customers: Sequence[Stored]) -> Stored:
    """Payments that may count for these customers; the index `by_customer` finds them.

    The last step of one is not before it arrived: those that were over before the first of the
    accounts was opened need not be read, unless they name a charge.
    """
    refs = [ref for customer in customers for ref in customer["refs"]]
    opened = min(customer["openedAt"] for customer in customers)
    return {
        "tenantId": tenant_id,
        "customerId": {"$in": refs},
        "status": {"$in": _ARRIVED},
        "$or": [{"updatedAt": {"$gte": opened}}, {"chargeId": {"$exists": True}}],
    }


MOST_PAYMENTS = 2_000
"""Payments of an account of which is stored what they pay: the newest, by their ids."""


def stored_account(facts: Facts, settlement: Settlement) -> Stored | None:
    """The `AccountDocument` of a settlement; None of a customer of whom there is nothing to say.

    A deleted customer adds nothing to the days of its organisation until it is restored.
    """
    if not settlement.days:
        return None
    counted = {} if facts.customer["deleted"] else settlement.days
    newest = sorted(settlement.payments)[-MOST_PAYMENTS:]
    return {
        "_id": facts.customer["_id"],
        "tenantId": facts.customer["tenantId"],
        "currency": facts.customer["currency"],
        "charges": {
            charge.id: _present(open=charge.open, paid=charge.paid, paidOn=charge.paid_on)
            for charge in settlement.charges.values()
        },
        "payments": {
            name: {"to": dict(applied.to), "credit": applied.credit}
            for name in newest
            for applied in [settlement.payments[name]]
        },
        "days": {day: stored for day, figures in counted.items() if (stored := figures.stored())},
    }


def _present(**fields: Any) -> Stored:
    return {name: value for name, value in fields.items() if value is not None}


DayKey = tuple[str, str, str]
"""(tenant, currency, day) of a `receivable_days` document."""

DayNumbers = dict[DayKey, dict[str, int]]
"""What such documents hold, or how they change, by dotted path."""


def add_days(to: DayNumbers, account: Mapping[str, Any] | None, sign: int = 1) -> None:
    """Add what an account adds to the days of its organisation, or take it away."""
    if account is None:
        return
    for day, figures in account.get("days", {}).items():
        numbers = to.setdefault((account["tenantId"], account["currency"], day), defaultdict(int))
        for path, value in flat(figures):
            numbers[path] += sign * value


def flat(figures: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The numbers of a day by dotted path."""
    numbers = []
    for name, value in figures.items():
        if isinstance(value, Mapping):
            numbers += [(f"{name}.{due}", inner) for due, inner in value.items()]
        else:
            numbers.append((name, value))
    return numbers


def local_today(zone: ZoneInfo, now: Any) -> date:
    """The day of a moment in the zone."""
    day: date = now.astimezone(zone).date()
    return day
