"""Retries that are safe: the identity of a request, and what it answered the first time.

The key and the hash of what was asked live in the event that the request made, inside the payment:
one write, nothing to expire, nothing to race (reliability rule 2). A batch is many such writes; the
first of them carries the batch's own key, so that whoever wrote first under a key has it: one
payment, one step or one batch.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from cashbeat.contracts.payment import Payment
from cashbeat.core import idempotency
from cashbeat.core.idempotency import hash_of, stored_key
from cashbeat.payment.recording import Request
from cashbeat.payment.wire import payment_as_of

_LATER = frozenset({"charge_id"})
"""Fields of requests that were not there in the first version."""


def request_of(key: str | None, operation: str, body: BaseModel | None) -> Request | None:
    """Identity of a single request; `operation` names what it asks for, the payment included.

    Fields that came later are left out of the hash while they are not given: a request is the same
    before and after an update of ours.
    """
    if key is None:
        return None
    asked = None
    if body is not None:
        given = body.model_dump(mode="json")
        asked = {
            name: value for name, value in given.items() if value is not None or name not in _LATER
        }
    return Request(stored_key(key), hash_of(operation, asked))


def item_key(key: str, index: int) -> str:
    """The stored key of a batch's item that does not carry the batch's own.

    No key of a caller's holds a space, so no item's key is another's.
    """
    return f"b:{key} {index}"


def replay(stored: Mapping[str, Any], request: Request) -> Payment:
    """What the first request of that key was answered. Raises: IdempotencyKeyReused."""
    event = next(event for event in stored["events"] if event.get("key") == request.key)
    check_same(event, request)
    return payment_as_of(stored, event["n"])


def check_same(stored: Mapping[str, Any], request: Request) -> None:
    """That what was stored under a key was this very request. Raises: IdempotencyKeyReused."""
    idempotency.check_same(stored, request.hash)
