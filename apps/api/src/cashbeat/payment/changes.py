"""Changes of the `payments` collection read as steps, pure: the projector's only input.

Everything is taken from what the change itself carries, never from a look-up, which would show a
later state (reliability rule 5).
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from cashbeat.contracts.payment import FAILURE_CODE, PaymentEventType, PaymentStatus
from cashbeat.kit.currency import EXPONENTS

_STATUSES = frozenset(status.value for status in PaymentStatus)
_STATUSES_BEFORE = _STATUSES | {None}
_TYPES = frozenset(kind.value for kind in PaymentEventType)
_FAILED = PaymentStatus.FAILED.value
_FAILURE_CODE = re.compile(FAILURE_CODE)


class DamagedRecord(ValueError):
    """A stored record that no rule of ours could have written; it is set aside with its reason."""


class PaymentStep(NamedTuple):
    """One step of one payment, with all that is derived from it.

    `event` is the stored event, `facts` the payment's immutable fields, `refunded_before` what had
    been given back before this step, in minor units, `failure_code_before` the code of the failure
    that this step leaves behind. Times are UTC, aware or not, as read.
    """

    tenant_id: str
    payment_id: str
    n: int
    event: Mapping[str, Any]
    facts: Mapping[str, Any]
    refunded_before: int
    failure_code_before: str | None = None


def steps_of_document(stored: Mapping[str, Any]) -> list[PaymentStep]:
    """Every step of a payment document, oldest first. Raises: DamagedRecord."""
    events = stored.get("events")
    if not isinstance(events, list) or not events:
        raise DamagedRecord("the payment has no events")
    _check_facts(stored)
    steps, refunded, status, failure = [], 0, None, None
    for place, event in enumerate(events, start=1):
        _check_event(event, place, stored["amount"], refunded)
        if event.get("from") != status:
            raise DamagedRecord(f"event {place} leaves {event.get('from')!r}, not {status!r}")
        if (left := event.get("failureCodeBefore", failure)) != failure:
            raise DamagedRecord(f"event {place} leaves the failure {left!r}, not {failure!r}")
        steps.append(
            PaymentStep(stored["tenantId"], stored["_id"], place, event, stored, refunded, failure)
        )
        refunded += event.get("refund", 0)
        status, failure = event["to"], event.get("failureCode")
    return steps


def steps_of_change(change: Mapping[str, Any]) -> list[PaymentStep]:
    """The steps that one change-stream document tells of; none for a change of other fields.

    Raises: DamagedRecord.
    """
    kind = change["operationType"]
    if kind == "insert":
        return steps_of_document(change["fullDocument"])
    if kind != "update":
        raise DamagedRecord(f"a payment was changed by {kind}, which no writer of ours does")
    updated = change["updateDescription"]["updatedFields"]
    pushed = [
        value
        for name, value in updated.items()
        if name.startswith("events.") and name.count(".") == 1
    ]
    if "events" in updated:
        raise DamagedRecord("the events of a payment were replaced")
    return [_step_of_pushed(change["documentKey"]["_id"], event) for event in pushed]


def _step_of_pushed(payment_id: str, event: Any) -> PaymentStep:
    facts = event.get("of") if isinstance(event, Mapping) else None
    if not isinstance(facts, Mapping):
        raise DamagedRecord("a pushed event carries no facts of its payment")
    _check_facts(facts)
    before = event.get("refundedBefore", 0)
    _check_event(event, event.get("n"), facts["amount"], before)
    return PaymentStep(
        facts["tenantId"], payment_id, event["n"], event, facts, before, _failure_left(event)
    )


def _failure_left(event: Mapping[str, Any]) -> str | None:
    """The failure code that a step leaves. Of those that older versions wrote, a retry says it only
    where it says who made it; a rebuild reads it from the step before."""
    said: str | None = event.get("failureCodeBefore", (event.get("by") or {}).get("failureCode"))
    return said


def _check_facts(facts: Mapping[str, Any]) -> None:
    if not isinstance(facts.get("tenantId"), str) or not facts["tenantId"]:
        raise DamagedRecord("the payment has no tenant")
    amount = facts.get("amount")
    if not isinstance(amount, int) or isinstance(amount, bool) or amount <= 0:
        raise DamagedRecord(f"the amount is {amount!r}")
    if facts.get("currency") not in EXPONENTS:
        raise DamagedRecord(f"the currency is {facts.get('currency')!r}")
    method = facts.get("method")
    if not isinstance(method, str) or not method or "." in method or method.startswith("$"):
        raise DamagedRecord(f"the method is {method!r}")
    if not isinstance(facts.get("createdAt"), datetime):
        raise DamagedRecord("createdAt is no date")


def _check_event(event: Any, n: Any, amount: int, refunded_before: int) -> None:
    if not isinstance(event, Mapping):
        raise DamagedRecord(f"event {n} is no document")
    if event.get("n") != n or not isinstance(n, int):
        raise DamagedRecord(f"event number {event.get('n')!r} stands in place {n!r}")
    if event.get("to") not in _STATUSES or event.get("from") not in _STATUSES_BEFORE:
        raise DamagedRecord(f"event {n} goes from {event.get('from')!r} to {event.get('to')!r}")
    if event.get("type") not in _TYPES or not isinstance(event.get("id"), str):
        raise DamagedRecord(f"event {n} has type {event.get('type')!r}, id {event.get('id')!r}")
    if not isinstance(event.get("occurredAt"), datetime):
        raise DamagedRecord(f"event {n} has no date")
    if "failureCode" in event or "failureCodeBefore" in event:
        _check_failure_codes(event)
    if event.get("by") is not None and not _names_somebody(event["by"]):
        raise DamagedRecord(f"event {n} does not say who made it")
    refund = event.get("refund", 0)
    if not isinstance(refund, int) or not 0 <= refund <= amount - refunded_before:
        raise DamagedRecord(f"event {n} refunds {refund!r} of {amount - refunded_before}")


def _check_failure_codes(event: Mapping[str, Any]) -> None:
    """A code is a key of the rollups, so none is taken that is not written as codes are."""
    for name, status in (("failureCode", "to"), ("failureCodeBefore", "from")):
        code = event.get(name)
        if code is None:
            continue
        if not isinstance(code, str) or not _FAILURE_CODE.fullmatch(code):
            raise DamagedRecord(f"event {event['n']} has the failure code {code!r}")
        if event[status] != _FAILED:
            raise DamagedRecord(f"event {event['n']} has a failure code and no failure")


def _names_somebody(by: Any) -> bool:
    """Whether the `by` of an event is one that `Provenance.stored` gave, with its time."""
    actor = by.get("actor") if isinstance(by, Mapping) else None
    return (
        isinstance(actor, Mapping)
        and all(isinstance(actor.get(name), str) for name in ("kind", "id", "name"))
        and all(isinstance(by.get(name), str) for name in ("requestId", "address"))
        and isinstance(by.get("why", ""), str)
        and isinstance(by.get("failureCode", ""), str)
        and isinstance(by.get("at"), datetime)
    )
