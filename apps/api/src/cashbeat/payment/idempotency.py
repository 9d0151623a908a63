"""Retries that are safe: the identity of a request, and what it answered the first time.

The key and the hash of what was asked live in the event that the request made, inside the payment:
one write, nothing to expire, nothing to race (reliability rule 2). A batch is many such writes; the
first of them carries the batch's own key, so that whoever wrote first under a key has it: one
payment, one step or one batch.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from pydantic import BaseModel

from cashbeat.contracts.payment import Payment
from cashbeat.payment.errors import IdempotencyKeyInvalid, IdempotencyKeyReused
from cashbeat.payment.recording import Request
from cashbeat.payment.wire import payment_as_of

MAX_KEY = 255


def check_key(key: str | None) -> str | None:
    """The key of a request, or None when it has none. Raises: IdempotencyKeyInvalid."""
    if key is None:
        return None
    if not 1 <= len(key) <= MAX_KEY or not all("\x21" <= letter <= "\x7e" for letter in key):
        raise IdempotencyKeyInvalid(
            f"Idempotency-Key must be 1 to {MAX_KEY} visible ASCII characters without spaces."
        )
    return key


def request_of(key: str | None, operation: str, body: BaseModel | None) -> Request | None:
    """Identity of a single request; `operation` names what it asks for, the payment included."""
    if key is None:
        return None
    return Request(
        stored_key(key), hash_of(operation, body.model_dump(mode="json") if body else None)
    )


def stored_key(key: str) -> str:
    """A caller's key as it is stored, of whichever request it is."""
    return f"k:{key}"


def item_key(key: str, index: int) -> str:
    """The stored key of a batch's item that does not carry the batch's own.

    No key of a caller's holds a space, so no item's key is another's.
    """
    return f"b:{key} {index}"


def hash_of(operation: str, body: Any) -> str:
    """SHA-256 of what is asked, in hex: of the values read, not of how they were written."""
    text = operation.encode() + b"\n" + msgspec.json.encode(body, order="deterministic")
    return hashlib.sha256(text).hexdigest()


def replay(stored: Mapping[str, Any], request: Request) -> Payment:
    """What the first request of that key was answered. Raises: IdempotencyKeyReused."""
    event = next(event for event in stored["events"] if event.get("key") == request.key)
    check_same(event, request)
    return payment_as_of(stored, event["n"])


def check_same(stored: Mapping[str, Any], request: Request) -> None:
    """That what was stored under a key was this very request. Raises: IdempotencyKeyReused."""
    if stored.get("hash") != request.hash:
        raise IdempotencyKeyReused(
            "This Idempotency-Key was used for another request; use a new key for a new request."
        )
