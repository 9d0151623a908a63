"""The identity of a request that may be sent again: its key, and the hash of what it asks."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from pydantic import BaseModel

from cashbeat.core.errors import CashbeatError

MAX_KEY = 255


class IdempotencyKeyReused(CashbeatError):
    """The key belongs to another request already."""

    status = 422
    code = "idempotency_key_reused"
    title = "Idempotency key used for another request"


class IdempotencyKeyInvalid(CashbeatError):
    """The `Idempotency-Key` header is empty, too long, or not printable ASCII."""

    status = 400
    code = "idempotency_key_invalid"
    title = "Malformed idempotency key"


@dataclass(frozen=True, slots=True)
class KeyedRequest:
    """A request with a key, as what it makes remembers it."""

    key: str
    hash: str

    def stored(self) -> dict[str, str]:
        """As part of a document."""
        return {"key": self.key, "hash": self.hash}


def check_key(key: str | None) -> str | None:
    """The key of a request, or None when it has none. Raises: IdempotencyKeyInvalid."""
    if key is None:
        return None
    if not 1 <= len(key) <= MAX_KEY or not all("\x21" <= letter <= "\x7e" for letter in key):
        raise IdempotencyKeyInvalid(
            f"Idempotency-Key must be 1 to {MAX_KEY} visible ASCII characters without spaces."
        )
    return key


def keyed_request(key: str | None, operation: str, body: BaseModel) -> KeyedRequest | None:
    """Identity of a request; `operation` names what it asks for. None without a key."""
    if key is None:
        return None
    return KeyedRequest(stored_key(key), hash_of(operation, body.model_dump(mode="json")))


def stored_key(key: str) -> str:
    """A caller's key as it is stored, of whichever request it is."""
    return f"k:{key}"


def hash_of(operation: str, body: Any) -> str:
    """SHA-256 of what is asked, in hex: of the values read, not of how they were written."""
    text = operation.encode() + b"\n" + msgspec.json.encode(body, order="deterministic")
    return hashlib.sha256(text).hexdigest()


def check_same(stored: Mapping[str, Any], request_hash: str) -> None:
    """That what was stored under a key was this very request. Raises: IdempotencyKeyReused."""
    if stored.get("hash") != request_hash:
        raise IdempotencyKeyReused(
            "This Idempotency-Key was used for another request; use a new key for a new request."
        )
