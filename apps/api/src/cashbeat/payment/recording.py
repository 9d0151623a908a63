"""The single-document writes of payments, pure: what is inserted, what a step updates.

Source: docs/adr/0003-one-document-write.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cashbeat.contracts.payment import PaymentStatus
from cashbeat.kit.ids import new_id
from cashbeat.kit.search_terms import terms_of
from cashbeat.payment.machine import FIRST_TYPE, Transition
from cashbeat.tenant.caller import Provenance

StoredPayment = dict[str, Any]
"""A payment as MongoDB gives it: the fields of `PaymentDocument` under their stored names."""

FACTS = (
    "tenantId",
    "amount",
    "currency",
    "method",
    "customerId",
    "chargeId",
    "externalId",
    "description",
    "createdAt",
)
"""The immutable facts of a payment, repeated in each event that an update pushes."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A payment to be recorded, checked. `amount` in minor units; `created_at` aware UTC."""

    amount: int
    currency: str
    method: str
    status: PaymentStatus
    created_at: datetime
    failure_code: str | None = None
    customer_id: str | None = None
    external_id: str | None = None
    description: str | None = None
    charge_id: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """Identity of the request that makes a step: its idempotency key and the hash of its body.

    `item` is the place in its batch of the payment that carries the batch's own key.
    """

    key: str
    hash: str
    item: int | None = None


def new_payment(
    tenant_id: str,
    draft: Draft,
    now: datetime,
    request: Request | None = None,
    by: Provenance | None = None,
) -> StoredPayment:
    """The document of a new payment, its first event inside. Optional fields left out stay out.

    With `by` the event says who made it, and the audit log will, see `cashbeat.payment.trail`.
    """
    event: dict[str, Any] = {
        "id": new_id("evt"),
        "n": 1,
        "type": FIRST_TYPE[draft.status].value,
        "from": None,
        "to": draft.status.value,
        "refund": 0,
        "occurredAt": draft.created_at,
        "recordedAt": now,
    }
    stored: StoredPayment = {
        "_id": new_id("pay"),
        "tenantId": tenant_id,
        "amount": draft.amount,
        "currency": draft.currency,
        "method": draft.method,
        "status": draft.status.value,
        "refundedAmount": 0,
        "createdAt": draft.created_at,
        "updatedAt": draft.created_at,
        "version": 1,
        "events": [event],
    }
    if draft.failure_code is not None:
        stored["failureCode"] = event["failureCode"] = draft.failure_code
    if draft.customer_id is not None:
        stored["customerId"] = draft.customer_id
    if draft.charge_id is not None:
        stored["chargeId"] = draft.charge_id
    if draft.external_id is not None:
        stored["externalId"] = draft.external_id
    if draft.description is not None:
        stored["description"] = draft.description
    if terms := search_terms(stored):
        stored["terms"] = terms
    event |= _identity(event["id"], request) | made_by(by, now)
    return stored


def search_terms(stored: Mapping[str, Any]) -> list[str]:
    """What a search finds the payment by; none of a payment without texts."""
    texts = (stored.get(name) for name in ("externalId", "customerId", "description"))
    return terms_of(*(text for text in texts if isinstance(text, str)))


def step_update(
    stored: Mapping[str, Any],
    transition: Transition,
    occurred_at: datetime,
    now: datetime,
    failure_code: str | None = None,
    request: Request | None = None,
    by: Provenance | None = None,
) -> dict[str, Any]:
    """The update that takes a payment one step on and says so in its events, at once."""
    event: dict[str, Any] = {
        "id": new_id("evt"),
        "n": stored["version"] + 1,
        "type": transition.type.value,
        "from": stored["status"],
        "to": transition.to.value,
        "refund": transition.refund,
        "refundedBefore": stored["refundedAmount"],
        "occurredAt": occurred_at,
        "recordedAt": now,
        "of": {name: stored[name] for name in FACTS if stored.get(name) is not None},
    }
    changes: dict[str, Any] = {
        "status": transition.to.value,
        "refundedAmount": stored["refundedAmount"] + transition.refund,
        "updatedAt": occurred_at,
        "version": stored["version"] + 1,
    }
    update: dict[str, Any] = {"$set": changes, "$push": {"events": event}}
    if failure_code is not None:
        changes["failureCode"] = event["failureCode"] = failure_code
    else:
        update["$unset"] = {"failureCode": ""}
    if (left := stored.get("failureCode")) is not None:
        event["failureCodeBefore"] = left
    event |= _identity(event["id"], request) | made_by(by, now, stored.get("failureCode"))
    return update


def made_by(
    by: Provenance | None, now: datetime, failure_code: str | None = None
) -> dict[str, Any]:
    """The field of an event that says who made it, when, and which failure it left behind.

    None of a step that nobody answers for by itself: one of a batch, an import, a demo history.
    """
    if by is None:
        return {}
    left = {} if failure_code is None else {"failureCode": failure_code}
    return {"by": by.stored() | {"at": now} | left}


def _identity(event_id: str, request: Request | None) -> dict[str, Any]:
    """Key and hash of an event, its own id standing in for a key that nobody gave.

    No event may be without: in an index of `events.key` a missing one is null, and two payments
    that have both a keyed event and one without would be the same key, null.
    """
    if request is None:
        return {"key": f"e:{event_id}", "hash": ""}
    place = {} if request.item is None else {"item": request.item}
    return {"key": request.key, "hash": request.hash} | place
