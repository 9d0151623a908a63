"""Payments as stored: one document a payment, which is also the outbox of its own events.

A step (created, completed, failed, retried, refunded) sets the new status and pushes the event that
describes it in one single-document write. Nothing derived stands here.
"""

from datetime import datetime
from typing import Any, ClassVar

from beanie import Document
from pydantic import BaseModel, Field
from pymongo import ASCENDING, DESCENDING, IndexModel


class StoredEvent(BaseModel):
    """One step of a payment, inside its document.

    Units: `refund` (given back by this step) and `refundedBefore` in minor units.
    `failureCodeBefore` is the code of the failure that the step leaves behind.

    `key` and `hash` are the idempotency key and request hash of the request that made it; without
    a key of the caller's, `key` is `e:` and the event's id, which no caller can send. `item` is the
    place in its batch of the payment that carries the batch's own key. `of`
    repeats the payment's immutable facts on every event pushed by an update, so that the change
    stream carries all there is to know; the first event of an inserted document needs none. `by`
    says who made it, for the audit log alone: no answer and no live event ever shows it.
    """

    id: str
    n: int
    type: str
    from_: str | None = Field(default=None, alias="from")
    to: str
    refund: int = 0
    refundedBefore: int = 0
    failureCode: str | None = None
    failureCodeBefore: str | None = None
    occurredAt: datetime
    recordedAt: datetime
    key: str
    hash: str
    item: int | None = None
    of: dict[str, Any] | None = None
    by: dict[str, Any] | None = None


class PaymentDocument(Document):
    """A payment. Amounts are int64 minor units of `currency`.

    `terms` are the words of its texts that a search finds it by (`kit.search_terms`).
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    amount: int
    currency: str
    method: str
    status: str
    refundedAmount: int = 0
    failureCode: str | None = None
    customerId: str | None = None
    chargeId: str | None = None
    externalId: str | None = None
    description: str | None = None
    terms: list[str] | None = None
    createdAt: datetime
    updatedAt: datetime
    version: int
    events: list[StoredEvent]

    class Settings:
        """Collection and indexes: one for each query the product makes.

        No two of the same keys: Beanie would take them for one.
        """

        name = "payments"
        indexes: ClassVar = [
            IndexModel(
                [("tenantId", ASCENDING), ("createdAt", DESCENDING), ("_id", DESCENDING)],
                name="newest",
            ),
            IndexModel(
                [
                    ("tenantId", ASCENDING),
                    ("status", ASCENDING),
                    ("createdAt", DESCENDING),
                    ("_id", DESCENDING),
                ],
                name="by_status",
            ),
            IndexModel(
                [
                    ("tenantId", ASCENDING),
                    ("method", ASCENDING),
                    ("createdAt", DESCENDING),
                    ("_id", DESCENDING),
                ],
                name="by_method",
            ),
            IndexModel(
                [
                    ("tenantId", ASCENDING),
                    ("failureCode", ASCENDING),
                    ("createdAt", DESCENDING),
                    ("_id", DESCENDING),
                ],
                name="by_failure",
                partialFilterExpression={"failureCode": {"$exists": True}},
            ),
            IndexModel(
                [
                    ("tenantId", ASCENDING),
                    ("createdAt", DESCENDING),
                    ("_id", DESCENDING),
                    ("refundedAmount", ASCENDING),
                ],
                name="by_refund",
                partialFilterExpression={"refundedAmount": {"$gt": 0}},
            ),
            IndexModel(
                [
                    ("tenantId", ASCENDING),
                    ("currency", ASCENDING),
                    ("amount", DESCENDING),
                    ("_id", DESCENDING),
                ],
                name="by_currency_amount",
            ),
            IndexModel(
                [
                    ("tenantId", ASCENDING),
                    ("customerId", ASCENDING),
                    ("createdAt", DESCENDING),
                    ("_id", DESCENDING),
                ],
                name="by_customer",
                partialFilterExpression={"customerId": {"$exists": True}},
            ),
            IndexModel(
                [("tenantId", ASCENDING), ("terms", ASCENDING)],
                name="by_term",
                partialFilterExpression={"terms": {"$exists": True}},
            ),
            IndexModel(
                [("tenantId", ASCENDING), ("events.key", ASCENDING)],
                name="idempotency",
                unique=True,
                partialFilterExpression={"events.key": {"$exists": True}},
            ),
        ]


class PaymentEventDocument(Document):
    """A page of a tenant's sequence; `_id` is `<tenant>|<last seq, 12 digits>`. Derived.

    The place `firstSeq + i` is the step `ns[i]` (from 1) of the payment `paymentIds[i]`.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    firstSeq: int
    paymentIds: list[str]
    ns: list[int]

    class Settings:
        """Collection; `_id` answers every question."""

        name = "payment_events"


class PaymentMethodDocument(Document):
    """One method of one organisation; `_id` is `<tenant>|<code>`.

    `key` and `hash` are the idempotency key and request hash of the request that added it.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    code: str
    name: str
    active: bool
    createdAt: datetime
    key: str | None = None
    hash: str | None = None

    class Settings:
        """Collection and indexes."""

        name = "payment_methods"
        indexes: ClassVar = [
            IndexModel([("tenantId", ASCENDING), ("code", ASCENDING)], name="code", unique=True),
            IndexModel(
                [("tenantId", ASCENDING), ("key", ASCENDING)],
                name="idempotency",
                unique=True,
                partialFilterExpression={"key": {"$exists": True}},
            ),
        ]
