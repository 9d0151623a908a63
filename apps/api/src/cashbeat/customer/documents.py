"""Customers and their charges as stored: what people wrote, and beside it what follows from it."""

from datetime import datetime
from typing import Any, ClassVar

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel


def _order(*fields: str) -> list[tuple[str, int]]:
    """Customers of a tenant that are there, in the order of some fields."""
    return [(field, ASCENDING) for field in ("tenantId", "deleted", *fields, "_id")]


class CustomerDocument(Document):
    """A customer. `account` is derived, see `customer.account.standing`; all else people wrote.

    `refs` are the ids by which payments name the customer: its own, its external one, and those of
    customers that were merged into it. No two customers share one. `stale` is there while charges,
    payments or references may have changed since `account` was made, and is raised by every such
    change. `isNew` is there until members were told of it. `nameKey` is the name as it is ordered,
    `terms` what a search finds it by; `unsearched` is there while the accountant has not made them.

    `importId` is the import that added the customer, `importUndoneAt` when that was taken back;
    `imported` is what the last import to record it said is owed, see `customer.importing`.

    A customer that was merged into another one is `deleted` and has `mergedInto`. One that was
    deleted keeps what it was named by as well in `leftRefs`, for whoever restores it.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    name: str
    nameKey: str
    email: str | None = None
    emailKey: str | None = None
    phone: str | None = None
    address: str | None = None
    contacts: list[dict[str, str]] | None = None
    externalId: str | None = None
    currency: str
    notes: str | None = None
    tags: list[str] | None = None
    tagKeys: list[str] | None = None
    agent: dict[str, str] | None = None
    openedAt: datetime
    refs: list[str]
    leftRefs: list[str] | None = None
    terms: list[str] | None = None
    deleted: bool
    deletedAt: datetime | None = None
    mergedInto: str | None = None
    stale: int | None = None
    isNew: bool | None = None
    unsearched: bool | None = None
    importId: str | None = None
    importUndoneAt: datetime | None = None
    imported: dict[str, Any] | None = None
    account: dict[str, Any]
    version: int
    createdAt: datetime
    updatedAt: datetime
    request: dict[str, str] | None = None

    class Settings:
        """Collection and indexes: one for each order and each filter of the list.

        What stands behind an order's `_id` or name is there so that matches are counted by the
        index alone.
        """

        name = "customers"
        indexes: ClassVar = [
            IndexModel(_order("nameKey"), name="by_name"),
            IndexModel(_order("externalId"), name="by_external_id"),
            IndexModel(_order("emailKey"), name="by_email"),
            IndexModel(_order("currency", "account.outstanding"), name="by_outstanding"),
            IndexModel(
                [*_order("account.dueFirst"), ("account.partial", ASCENDING)], name="by_due"
            ),
            IndexModel(_order("account.dueLast"), name="by_last_due"),
            IndexModel(_order("account.rank", "account.dueFirst"), name="by_status"),
            IndexModel(_order("account.open"), name="by_open_charges"),
            IndexModel(_order("agent.name"), name="by_agent_name"),
            IndexModel(_order("tagKeys.0"), name="by_first_tag"),
            IndexModel(_order("account.lastPaidAt"), name="by_last_payment"),
            IndexModel(_order("createdAt"), name="by_creation"),
            IndexModel(
                [
                    ("tenantId", ASCENDING),
                    ("deleted", ASCENDING),
                    ("agent.id", ASCENDING),
                    ("nameKey", ASCENDING),
                    ("account.dueFirst", ASCENDING),
                ],
                name="by_agent",
            ),
            IndexModel(
                [("tenantId", ASCENDING), ("tagKeys", ASCENDING), ("nameKey", ASCENDING)],
                name="by_tag",
                partialFilterExpression={"tagKeys": {"$exists": True}},
            ),
            IndexModel([("tenantId", ASCENDING), ("terms", ASCENDING)], name="by_term"),
            IndexModel([("tenantId", ASCENDING), ("refs", ASCENDING)], name="refs", unique=True),
            IndexModel(
                [("stale", ASCENDING)],
                name="stale",
                partialFilterExpression={"stale": {"$exists": True}},
            ),
            IndexModel(
                [("tenantId", ASCENDING), ("request.key", ASCENDING)],
                name="idempotency",
                unique=True,
                partialFilterExpression={"request.key": {"$exists": True}},
            ),
        ]


class ChargeDocument(Document):
    """Something that a customer owes. `amount` in minor units of the customer's currency.

    Days are texts such as 2026-12-31, so that they order as days do. What is open of it is derived
    and stands in the customer's account.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    customerId: str
    amount: int
    currency: str
    issuedOn: str
    dueOn: str
    externalId: str | None = None
    description: str | None = None
    cancelledOn: str | None = None
    cancelReason: str | None = None
    version: int
    createdAt: datetime
    updatedAt: datetime
    request: dict[str, str] | None = None

    class Settings:
        """Collection and indexes."""

        name = "charges"
        indexes: ClassVar = [
            IndexModel(
                [("tenantId", ASCENDING), ("customerId", ASCENDING), ("dueOn", DESCENDING)],
                name="by_customer",
            ),
            IndexModel(
                [("tenantId", ASCENDING), ("externalId", ASCENDING)],
                name="external_id",
                unique=True,
                partialFilterExpression={"externalId": {"$exists": True}},
            ),
            IndexModel(
                [("tenantId", ASCENDING), ("request.key", ASCENDING)],
                name="idempotency",
                unique=True,
                partialFilterExpression={"request.key": {"$exists": True}},
            ),
        ]


class AccountDocument(Document):
    """What a customer's charges and payments come to; `_id` is the customer's. Derived.

    `charges` are {charge id: {open, paid, paidOn?}}, `payments` {payment id: {to: {charge id:
    amount}, credit}} of those that count, `days` what the customer adds to the organisation's
    `receivable_days`. Minor units of `currency`; nothing that is zero is stored.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    currency: str
    charges: dict[str, Any]
    payments: dict[str, Any]
    days: dict[str, Any]

    class Settings:
        """Collection and indexes."""

        name = "accounts"
        indexes: ClassVar = [IndexModel([("tenantId", ASCENDING)], name="by_tenant")]


class ReceivableDayDocument(Document):
    """What a local day added to what is owed in a currency; `_id` is `<tenant>|EUR|2026-03-01`.

    Units: minor units. `charged`, `collected`, `refunded`, `credit` are sums, `payments` a count;
    `open` is {due day: what became open, less what was paid of it}, `n` the same in charges. The
    sum of all days up to one is how things stood at its end. Derived.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    currency: str
    day: str

    class Settings:
        """Collection and indexes."""

        name = "receivable_days"
        indexes: ClassVar = [
            IndexModel(
                [("tenantId", ASCENDING), ("currency", ASCENDING), ("day", ASCENDING)],
                name="range",
            )
        ]


class ReceivableBookDocument(Document):
    """How an organisation's accounts were made: the zone of their days, and their format.

    When either is another one by now, every account is made anew.
    """

    id: str  # type: ignore[assignment]
    timeZone: str
    format: int

    class Settings:
        """Collection; `_id` answers every question."""

        name = "receivable_books"
