"""Opaque page cursors: where the last page ended, bound to the filters it was made for."""

import base64
import hashlib
import json
from typing import Any

from cashbeat.kit import json_strict

_NOT_OURS = "the cursor is not one of ours"


class MalformedCursor(ValueError):
    """Text that is no cursor, or one of other filters."""


def fingerprint(filters: Any) -> str:
    """Short stable hash of the filters that a cursor belongs to."""
    text = json.dumps(filters, sort_keys=True, default=str)
    return hashlib.blake2s(text.encode(), digest_size=8).hexdigest()


def encode(position: list[Any], filters: str) -> str:
    """A URL-safe cursor of JSON values."""
    raw = json.dumps([filters, *position], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode(cursor: str, filters: str, length: int) -> list[Any]:
    """The values of a cursor. Raises: MalformedCursor."""
    values = read(cursor)
    if len(values) != length + 1:
        raise MalformedCursor(_NOT_OURS)
    if values[0] != filters:
        raise MalformedCursor("the cursor belongs to other filters; start without one")
    return values[1:]


def read(cursor: str) -> list[Any]:
    """What a cursor holds, whichever filters it is of. Raises: MalformedCursor."""
    try:
        raw = base64.b64decode(
            cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True
        )
        values = json_strict.loads(raw)
    except (ValueError, UnicodeError, RecursionError):
        raise MalformedCursor(_NOT_OURS) from None
    if not isinstance(values, list):
        raise MalformedCursor(_NOT_OURS)
    return values
