"""The secret keys: one set for a deployment, of which every other key is derived.

The first key is the active one: what is signed or encrypted anew uses it. All of them verify and
decrypt, so a new key is put in front, and an old one leaves once nothing made with it is in use.
"""

import base64
import binascii
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_LEAST_DISTINCT = 12
"""Random bytes: 32 of them have fewer different values once in 10^20 keys; typed ones always do."""

_KID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+={0,2}")


class SecretKeys:
    """Keys by their id, the active one first; none of them ever shows."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys:
            raise ValueError("there must be at least one key")
        self._keys = dict(keys)
        self._derived: dict[tuple[str, str], bytes] = {}

    @property
    def active(self) -> str:
        """The id of the key that new things are made with."""
        return next(iter(self._keys))

    @property
    def kids(self) -> tuple[str, ...]:
        """The ids of all keys, the active one first."""
        return tuple(self._keys)

    def derive(self, purpose: str, kid: str | None = None) -> bytes:
        """32 bytes for one purpose, of the active key or of the one with this id.

        Source: RFC 5869 (HKDF-SHA256). Raises: KeyError for an id that is none of ours.
        """
        kid = self.active if kid is None else kid
        derived = self._derived.get((kid, purpose))
        if derived is None:
            info = f"cashbeat:{purpose}".encode()
            derived = HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(self._keys[kid])
            self._derived[kid, purpose] = derived
        return derived

    def __repr__(self) -> str:
        return f"SecretKeys({', '.join(self.kids)})"


def parse_secret_keys(text: str) -> SecretKeys:
    """Read `kid:base64url,kid:base64url`. Raises: ValueError, which says nothing of the keys."""
    keys: dict[str, bytes] = {}
    for number, part in enumerate((part.strip() for part in text.split(",")), start=1):
        kid, colon, encoded = part.partition(":")
        if not colon or not _KID.fullmatch(kid):
            raise ValueError(
                f"must be a comma-separated list of id:key, and number {number} is not one; "
                "`cashbeat secrets new` makes one"
            )
        if kid in keys:
            raise ValueError(f"must give each key an id of its own, and two have that of {number}")
        keys[kid] = _decoded(encoded, number)
    return SecretKeys(keys)


def new_secret_key(now: datetime | None = None) -> str:
    """A new random key as `kid:base64url`, its id beginning with the day."""
    day = (now or datetime.now(UTC)).strftime("%Y%m%d")
    key = base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode().rstrip("=")
    return f"{day}-{secrets.token_hex(2)}:{key}"


def _decoded(encoded: str, number: int) -> bytes:
    try:
        if not _BASE64URL.fullmatch(encoded):
            raise ValueError
        key = base64.urlsafe_b64decode(encoded.rstrip("=") + "=" * (-len(encoded.rstrip("=")) % 4))
    except (ValueError, binascii.Error):
        raise ValueError(f"must hold keys in base64url, and number {number} is not") from None
    if len(key) < KEY_BYTES:
        raise ValueError(f"must hold keys of {KEY_BYTES} bytes or more; number {number} is shorter")
    if len(set(key)) < _LEAST_DISTINCT:
        raise ValueError(f"must hold random keys, and number {number} is none")
    return key
