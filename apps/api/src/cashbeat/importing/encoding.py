"""Payment facts as the documents that are stored, many at a time.

They are those of `cashbeat.payment.recording.new_payment`, which a test holds them to; made here
without a model a row, and mostly straight as BSON, because a row may cost 40 µs in all: encoding a
dictionary took 11 of them, filling a template takes 3.
"""

import os
import struct
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import bson

from cashbeat.importing.convert import Facts
from cashbeat.importing.identity import Identity
from cashbeat.kit.search_terms import MAX_TERMS, terms_of

_FIRST_TYPE = {
    "pending": "payment_created",
    "completed": "payment_received",
    "failed": "payment_failed",
    "refunded": "payment_received",
}
_ALPHABET = b"0123456789abcdefghjkmnpqrstvwxyz"
_TO_ALPHABET = bytes(_ALPHABET[byte & 31] for byte in range(256))
_COUNTERS = [
    "".join(chr(_ALPHABET[number >> shift & 31]) for shift in (15, 10, 5, 0))
    for number in range(4096)
]
_int64 = struct.Struct("<q").pack
_int32 = struct.Struct("<i").pack


def new_ids(prefix: str, count: int) -> list[str]:
    """Up to 4,096 identifiers in ascending order, in the form of `cashbeat.kit.ids.new_id`.

    A ULID whose first 20 random bits count, so that rows of one instant keep the file's order.
    """
    millis = time.time_ns() // 1_000_000
    head = prefix + "_" + "".join(chr(_ALPHABET[millis >> s & 31]) for s in range(45, -1, -5))
    random = os.urandom(12 * count).translate(_TO_ALPHABET).decode("ascii")
    return [
        head + counter + random[place : place + 12]
        for counter, place in zip(_COUNTERS, range(0, 12 * count, 12), strict=False)
    ]


class DocumentWriter:
    """Makes the documents of one tenant's import. `now` (naive UTC) is when they are recorded."""

    def __init__(self, tenant_id: str, now: datetime) -> None:
        self._tenant_id = tenant_id
        self._now = now
        self._templates: dict[tuple[str, str, str], _Template] = {}

    def encode(
        self,
        facts: Facts,
        created: Sequence[int],
        identity: Sequence[Identity],
        keys: Sequence[str],
    ) -> Iterator[bytes]:
        """The BSON document of each row. `created` is `facts.created` in Unix milliseconds."""
        count = len(keys)
        payment_ids, event_ids = new_ids("pay", count), new_ids("evt", count)
        templates = self._templates
        for place, at in enumerate(created):
            status = facts.statuses[place]
            if facts.refunds[place] or status == "failed":
                ids = (payment_ids[place], event_ids[place])
                yield bson.encode(self.plain(facts, place, ids, keys[place], identity[place]))
                continue
            kind = (facts.currencies[place], facts.methods[place], status)
            template = templates.get(kind)
            if template is None:
                template = templates[kind] = _Template(self._tenant_id, *kind, self._now)
            yield template.fill(
                payment_ids[place].encode(),
                event_ids[place].encode(),
                _int64(facts.amounts[place]),
                _int64(at),
                keys[place].encode(),
                identity[place].contents.encode(),
                (facts.customers[place], facts.externals[place], facts.descriptions[place]),
            )

    def plain(
        self, facts: Facts, place: int, ids: tuple[str, str], key: str, identity: Identity
    ) -> dict[str, Any]:
        """The document of one row as a dictionary: one event, or two where money was given back."""
        at, status, refund = facts.created[place], facts.statuses[place], facts.refunds[place]
        event: dict[str, Any] = {
            "id": ids[1],
            "n": 1,
            "type": _FIRST_TYPE[status],
            "from": None,
            "to": "completed" if refund else status,
            "refund": 0,
            "occurredAt": at,
            "recordedAt": self._now,
        }
        stored: dict[str, Any] = {
            "_id": ids[0],
            "tenantId": self._tenant_id,
            "amount": facts.amounts[place],
            "currency": facts.currencies[place],
            "method": facts.methods[place],
            "status": status,
            "refundedAmount": refund,
            "createdAt": at,
            "updatedAt": at,
            "version": 1,
            "events": [event],
        }
        if (failure := facts.failures[place]) is not None:
            stored["failureCode"] = event["failureCode"] = failure
        if (customer := facts.customers[place]) is not None:
            stored["customerId"] = customer
        if (external := facts.externals[place]) is not None:
            stored["externalId"] = external
        if (text := facts.descriptions[place]) is not None:
            stored["description"] = text
        if terms := terms_of(external, customer, text):
            stored["terms"] = terms
        event["key"], event["hash"] = key, identity.contents
        if refund:
            stored["version"] = 2
            stored["events"].append(self._refund_event(ids[1], status, refund, at))
        return stored

    def _refund_event(
        self, first_id: str, status: str, refund: int, at: datetime
    ) -> dict[str, Any]:
        event_id = first_id[:-1] + ("0" if first_id[-1] != "0" else "1")
        return {
            "id": event_id,
            "key": f"e:{event_id}",
            "hash": "",
            "n": 2,
            "type": "payment_refunded",
            "from": "completed",
            "to": status,
            "refund": refund,
            "refundedBefore": 0,
            "occurredAt": at,
            "recordedAt": self._now,
        }


class _Template:
    """The bytes that all documents of one currency, method and status have in common.

    Source: https://bsonspec.org/spec.html
    """

    def __init__(
        self, tenant_id: str, currency: str, method: str, status: str, now: datetime
    ) -> None:
        event = {"n": 1, "type": _FIRST_TYPE[status], "from": None, "to": status, "refund": 0}
        self._id = b"\x02_id\x00" + _int32(31)
        self._tenant = b"\x00" + _elements({"tenantId": tenant_id}) + b"\x12amount\x00"
        self._kind = (
            _elements(
                {"currency": currency, "method": method, "status": status, "refundedAmount": 0}
            )
            + b"\x09createdAt\x00"
        )
        self._updated = b"\x09updatedAt\x00"
        self._events = _elements({"version": 1}) + b"\x04events\x00"
        self._event_id = b"\x02id\x00" + _int32(31)
        self._event = b"\x00" + _elements(event) + b"\x09occurredAt\x00"
        self._key = _elements({"recordedAt": now}) + b"\x02key\x00"
        self._hash = b"\x00\x02hash\x00" + _int32(33)
        fixed = len(self._event_id) + len(self._event) + len(self._key) + len(self._hash)
        self._event_length = 4 + fixed + 30 + 8 + 4 + 32 + 2

    def fill(
        self,
        payment_id: bytes,
        event_id: bytes,
        amount: bytes,
        at: bytes,
        key: bytes,
        contents: bytes,
        texts: tuple[str | None, str | None, str | None],
    ) -> bytes:
        length = self._event_length + len(key)
        parts = [
            self._id, payment_id, self._tenant, amount, self._kind, at, self._updated, at,
            self._events, _int32(length + 8), b"\x030\x00", _int32(length),
            self._event_id, event_id, self._event, at, self._key, _int32(len(key) + 1), key,
            self._hash, contents, b"\x00\x00\x00",
        ]  # fmt: skip
        for name, text in zip(_TEXT_ELEMENTS, texts, strict=True):
            if text is not None:
                value = text.encode()
                parts += (name, _int32(len(value) + 1), value, b"\x00")
        parts.append(_terms(*texts))
        body = b"".join(parts)
        return _int32(len(body) + 5) + body + b"\x00"


_TEXT_ELEMENTS = (b"\x02customerId\x00", b"\x02externalId\x00", b"\x02description\x00")


_PLACES = [b"\x02%d\x00" % place for place in range(3 * MAX_TERMS)]


@lru_cache(maxsize=50_000)
def _terms(customer: str | None, external: str | None, description: str | None) -> bytes:
    """The element of what a payment is searched by; empty where there is nothing."""
    terms = [term.encode() for term in terms_of(external, customer, description)]
    if not terms:
        return b""
    body = b"".join(
        place + _int32(len(term) + 1) + term + b"\x00"
        for place, term in zip(_PLACES, terms, strict=False)
    )
    return b"\x04terms\x00" + _int32(len(body) + 5) + body + b"\x00"


def _elements(plain: dict[str, Any]) -> bytes:
    return bson.encode(plain)[4:-1]
