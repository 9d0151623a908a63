"""The second factor: codes of an authenticator (RFC 6238), and recovery codes in its place."""

import base64
import hashlib
import hmac
import io
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import pyotp
import segno
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cashbeat.contracts.identity import TwoFactorSetup

ISSUER = "Cashbeat"
STEP_SECONDS = 30
WINDOW = 1
"""Steps before and after the present one whose code is taken, for clocks that differ."""

RECOVERY_CODES = 10
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""No 0 and o, no 1, i and l. Twelve of these 31 characters are 59 bits."""

_GROUPS, _GROUP = 3, 4
_NONCE_BYTES = 12
_TOTP, _RECOVERY = "totp", "recovery"


class Keys(Protocol):
    """`core.secrets.SecretKeys`: keys by id, the active one first."""

    @property
    def active(self) -> str:
        """The id of the key that new things are made with."""

    @property
    def kids(self) -> tuple[str, ...]:
        """The ids of all keys."""

    def derive(self, purpose: str, kid: str | None = None) -> bytes:
        """32 bytes for one purpose, of the active key or of the one with this id."""


class SecretUnreadable(Exception):
    """A stored secret was made with a key that is gone, for somebody else, or was altered."""


@dataclass(frozen=True, slots=True)
class SecretBox:
    """Encrypts secrets of authenticators at rest: AES-256-GCM, bound to their owner."""

    keys: Keys

    def seal(self, user_id: str, secret: str) -> str:
        """`kid.nonce+ciphertext`; the key id tells later which key opens it."""
        kid, nonce = self.keys.active, secrets.token_bytes(_NONCE_BYTES)
        box = AESGCM(self.keys.derive(_TOTP, kid))
        sealed = box.encrypt(nonce, secret.encode(), user_id.encode())
        return f"{kid}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, user_id: str, stored: str) -> str:
        """The secret. Raises: SecretUnreadable."""
        kid, _, encoded = stored.partition(".")
        try:
            sealed = base64.urlsafe_b64decode(encoded)
            box = AESGCM(self.keys.derive(_TOTP, kid))
            nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
            return box.decrypt(nonce, rest, user_id.encode()).decode()
        except (InvalidTag, KeyError, ValueError):
            raise SecretUnreadable(f"The second factor of {user_id} cannot be read.") from None

    def is_current(self, stored: str) -> bool:
        """Whether it was sealed with the key that new things are made with."""
        return stored.partition(".")[0] == self.keys.active

    def recovery_hash(self, user_id: str, code: str) -> str:
        """How a recovery code is stored: `kid:` and an HMAC-SHA256 that only a key can make."""
        return self._hash(self.keys.active, user_id, code)

    def recovery_hashes(self, user_id: str, code: str) -> list[str]:
        """How it may have been stored under any of the keys."""
        return [self._hash(kid, user_id, code) for kid in self.keys.kids]

    def _hash(self, kid: str, user_id: str, code: str) -> str:
        text = f"{user_id}\n{_bare(code)}".encode()
        return (
            f"{kid}:{hmac.new(self.keys.derive(_RECOVERY, kid), text, hashlib.sha256).hexdigest()}"
        )


def new_secret() -> str:
    """160 random bits in base32, as RFC 4226 recommends."""
    return pyotp.random_base32(32)


def setup_of(secret: str, email: str) -> TwoFactorSetup:
    """What an authenticator app needs to know, to type in and as a QR code."""
    uri = pyotp.TOTP(secret, interval=STEP_SECONDS).provisioning_uri(name=email, issuer_name=ISSUER)
    drawn = io.BytesIO()
    segno.make(uri, error="m", micro=False).save(drawn, kind="svg", scale=5, light="#fff")
    return TwoFactorSetup(secret=secret, uri=uri, qr_svg=drawn.getvalue().decode())


def step_of(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """The 30-second step whose code this is, if it is one near `now` and later than `last_step`.

    A code is taken once: whoever looked over the shoulder cannot use it again (RFC 6238, 5.2).
    """
    digits = "".join(code.split())
    if not is_totp(digits):
        return None
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    present = int(now.timestamp()) // STEP_SECONDS
    matching = [
        step
        for step in range(present - WINDOW, present + WINDOW + 1)
        if hmac.compare_digest(totp.generate_otp(step), digits) and step > last_step
    ]
    return matching[0] if matching else None


def is_totp(code: str) -> bool:
    """Whether it looks like a code of an authenticator, not like a recovery code."""
    digits = "".join(code.split())
    return len(digits) == 6 and digits.isascii() and digits.isdigit()


def new_recovery_codes() -> list[str]:
    """Ten codes of 59 random bits: `k3v7-9wq2-xm4t`."""
    return [
        "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
        for _ in range(RECOVERY_CODES)
    ]


def _bare(code: str) -> str:
    """A recovery code without what people add or leave out as they type it."""
    return "".join(letter for letter in code.casefold() if letter.isalnum())
