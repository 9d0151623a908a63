"""What makes a row of a file the payment it is, so that a second import adds only what is new.

Source: docs/adr/0009-import-identity.md.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from cashbeat.importing.convert import Facts

KEY_PREFIX = "import:"
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 (facts carry naive UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Identity(NamedTuple):
    """`digest` names the payment; `contents` is the hash of all that the file says of it now."""

    digest: bytes
    contents: str


def milliseconds(facts: Facts) -> list[int]:
    """Unix milliseconds of each row's creation."""
    return [(at - _EPOCH) // _MILLISECOND for at in facts.created]


def identities(facts: Facts, source: str, created: Sequence[int]) -> list[Identity]:
    """The identity of each row: its external id, else all that never changes of a payment.

    The status is left out: a later export of the same payment, completed meanwhile, is the same
    payment, with other contents. Equal identities within a file are told apart by their order.
    """
    result: list[Identity] = []
    for external, amount, currency, method, at, customer, text, status, refund, failure in zip(
        facts.externals,
        facts.amounts,
        facts.currencies,
        facts.methods,
        created,
        facts.customers,
        facts.descriptions,
        facts.statuses,
        facts.refunds,
        facts.failures,
        strict=True,
    ):
        hashed = sha256(
            f"{source!r} {amount} {currency} {method} {at} {customer!r} {text!r}".encode()
        )
        digest = hashed.digest()
        if external is not None:
            digest = sha256(f"{source!r} {external!r}".encode()).digest()
        hashed.update(f"{status} {refund} {failure}".encode())
        result.append(Identity(digest[:16], hashed.hexdigest()[:32]))
    return result


def keys_of(identity: Sequence[Identity], ordinals: Sequence[int]) -> list[str]:
    """Idempotency keys: `import:` and the digest; from the second equal row on its ordinal too."""
    return [
        f"{KEY_PREFIX}{digest.hex()}" if n == 1 else f"{KEY_PREFIX}{digest.hex()}:{n}"
        for (digest, _), n in zip(identity, ordinals, strict=True)
    ]
