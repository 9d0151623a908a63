"""Secrets of webhooks, and what they sign.

A signature needs the secret itself, so it is kept sealed (AES-256-GCM under a key of the
installation, bound to the webhook), never as a hash; people see it once.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from cashbeat.identity.two_factor.totp import Keys, SecretBox, SecretUnreadable

SIGNATURE_HEADER = "Cashbeat-Signature"
PREFIX = "whsec_"
OVERLAP = timedelta(hours=24)
"""How long messages carry a signature of the secret before, too."""

TOLERANCE = timedelta(minutes=5)
"""How old a message may be that a receiver takes."""

_PURPOSE = "webhook"
_HINT = len(PREFIX) + 4

Unreadable = SecretUnreadable


@dataclass(frozen=True, slots=True)
class _OwnKeys:
    """The installation's keys, derived for webhooks whatever else they are asked for."""

    keys: Keys

    @property
    def active(self) -> str:
        return self.keys.active

    @property
    def kids(self) -> tuple[str, ...]:
        return self.keys.kids

    def derive(self, _purpose: str, kid: str | None = None) -> bytes:
        return self.keys.derive(_PURPOSE, kid)


def webhook_box(keys: Keys) -> SecretBox:
    """Seals secrets of webhooks, each bound to the id of its webhook."""
    return SecretBox(_OwnKeys(keys))


def new_secret() -> str:
    """256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def hint_of(secret: str) -> str:
    """What a secret begins with, to tell it by."""
    return secret[:_HINT]


def signature_of(body: bytes, known: list[str], now: datetime) -> str:
    """The value of the header `Cashbeat-Signature`: one `v1` for each secret.

    Source: HMAC-SHA256 (RFC 2104) over `<unix seconds>.<body as sent>`.
    """
    seconds = int(now.timestamp())
    signed = f"{seconds}.".encode() + body
    parts = (hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in known)
    return ",".join([f"t={seconds}", *(f"v1={part}" for part in parts)])


def is_signed(header: str, body: bytes, secret: str, now: datetime) -> bool:
    """Whether a receiver should take a message: what ours, and anybody's, does with it."""
    given = [part.partition("=") for part in header.split(",")]
    stamps = [value for name, _, value in given if name == "t"]
    if len(stamps) != 1 or not stamps[0].isdecimal():
        return False
    if abs(now.timestamp() - int(stamps[0])) > TOLERANCE.total_seconds():
        return False
    signed = f"{stamps[0]}.".encode() + body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(value, expected) for name, _, value in given if name == "v1")
