"""Stored payments as the world sees them, pure: now, or as they stood after any of their steps."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cashbeat.contracts.payment import (
    Payment,
    PaymentDetails,
    PaymentEvent,
    PaymentEventType,
    PaymentStatus,
    PaymentUpdated,
    TimelineEntry,
)
from cashbeat.kit.money import to_major

_BROADCAST = {
    PaymentEventType.RECEIVED.value,
    PaymentEventType.FAILED.value,
    PaymentEventType.REFUNDED.value,
}


def payment_of(stored: Mapping[str, Any]) -> Payment:
    """A payment as it stands."""
    return _payment(
        stored["_id"],
        stored,
        status=stored["status"],
        refunded=stored["refundedAmount"],
        failure_code=stored.get("failureCode"),
        updated_at=stored["updatedAt"],
        version=stored["version"],
    )


def payment_as_of(stored: Mapping[str, Any], n: int) -> Payment:
    """A payment as it stood right after its n-th step (from 1), told by its events alone."""
    event = stored["events"][n - 1]
    refunded = sum(earlier.get("refund", 0) for earlier in stored["events"][:n])
    return payment_after(stored["_id"], stored, event, refunded)


def payment_after(
    payment_id: str, facts: Mapping[str, Any], event: Mapping[str, Any], refunded: int
) -> Payment:
    """A payment right after an event; `facts` are its immutable fields, `refunded` minor units."""
    return _payment(
        payment_id,
        facts,
        status=event["to"],
        refunded=refunded,
        failure_code=event.get("failureCode"),
        updated_at=event["occurredAt"],
        version=event["n"],
    )


def details_of(stored: Mapping[str, Any]) -> PaymentDetails:
    """A payment with its timeline, oldest step first."""
    currency = stored["currency"]
    timeline = [
        TimelineEntry(
            id=event["id"],
            type=PaymentEventType(event["type"]),
            from_status=None if event["from"] is None else PaymentStatus(event["from"]),
            to_status=PaymentStatus(event["to"]),
            amount=to_major(event.get("refund") or stored["amount"], currency),
            failure_code=event.get("failureCode"),
            occurred_at=event["occurredAt"],
        )
        for event in stored["events"]
    ]
    return PaymentDetails(**dict(payment_of(stored)), timeline=timeline)


def event_of(seq: int, event: Mapping[str, Any], payment: Payment) -> PaymentEvent | PaymentUpdated:
    """A step as it travels: `payment_event` for the brief's three types, else an update."""
    fields: dict[str, Any] = {
        "id": event["id"],
        "seq": seq,
        "type": event["type"],
        "payment": payment,
        "timestamp": event["occurredAt"],
    }
    if event["type"] in _BROADCAST:
        return PaymentEvent(**fields)
    return PaymentUpdated(**fields)


def _payment(
    payment_id: str,
    facts: Mapping[str, Any],
    *,
    status: str,
    refunded: int,
    failure_code: str | None,
    updated_at: datetime,
    version: int,
) -> Payment:
    currency = facts["currency"]
    return Payment(
        id=payment_id,
        amount=to_major(facts["amount"], currency),
        currency=currency,
        method=facts["method"],
        status=PaymentStatus(status),
        refunded_amount=to_major(refunded, currency),
        failure_code=failure_code,
        customer_id=facts.get("customerId"),
        charge_id=facts.get("chargeId"),
        external_id=facts.get("externalId"),
        description=facts.get("description"),
        created_at=facts["createdAt"],
        updated_at=updated_at,
        version=version,
    )
