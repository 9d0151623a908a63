"""What the audit log says of payments, pure.

A step of one operation carries who made it (`by`) in its own event; its entry follows from the
event alone, so it is written where the event is counted, by the projector, and can be written anew.
Steps of batches and imports carry nothing: those operations have one entry each.
"""

from collections.abc import Mapping
from typing import Any

from cashbeat.audit.entry import StoredEntry, Target, entry_of
from cashbeat.contracts.payment import PaymentEventType
from cashbeat.kit.money import to_major
from cashbeat.payment.changes import PaymentStep
from cashbeat.tenant.caller import provenance_of

_ACTIONS = {
    PaymentEventType.RECEIVED.value: "payment.completed",
    PaymentEventType.FAILED.value: "payment.failed",
    PaymentEventType.REFUNDED.value: "payment.refunded",
    PaymentEventType.RETRIED.value: "payment.retried",
}
_RECORDED = "payment.recorded"


def entry_id(payment_id: str, n: int) -> str:
    """The id of a step's entry: the same whenever it is written."""
    return f"{payment_id}|{n}"


def entry_of_step(step: PaymentStep) -> StoredEntry | None:
    """The entry of a step; None of one that carries nobody's name."""
    by = step.event.get("by")
    if by is None:
        return None
    before, after = _recorded(step) if step.n == 1 else _moved(step)
    return entry_of(
        step.tenant_id,
        provenance_of(by),
        _RECORDED if step.n == 1 else _ACTIONS[step.event["type"]],
        Target("payment", step.payment_id, step.facts.get("externalId")),
        before,
        after,
        by["at"],
        entry_id(step.payment_id, step.n),
    )


def _recorded(step: PaymentStep) -> tuple[dict[str, Any], dict[str, Any]]:
    facts, event = step.facts, step.event
    after = {
        "status": event["to"],
        "amount": to_major(facts["amount"], facts["currency"]),
        "currency": facts["currency"],
        "method": facts["method"],
    }
    return {}, after | _given("failureCode", event)


def _moved(step: PaymentStep) -> tuple[dict[str, Any], dict[str, Any]]:
    event, currency = step.event, step.facts["currency"]
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    if event["from"] != event["to"]:
        before["status"], after["status"] = event["from"], event["to"]
    if refund := event.get("refund", 0):
        before["refundedAmount"] = to_major(step.refunded_before, currency)
        after["refundedAmount"] = to_major(step.refunded_before + refund, currency)
        before["currency"] = after["currency"] = currency
    if (was := event["by"].get("failureCode")) is not None:
        before["failureCode"] = was
    return before, after | _given("failureCode", event)


def _given(name: str, event: Mapping[str, Any]) -> dict[str, Any]:
    return {} if event.get(name) is None else {name: event[name]}
