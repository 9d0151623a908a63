"""Refresh tokens: opaque, proven to be ours without a look-up, followed by one that only its owner
and the server can know. Pure.

A token is `<session>.<nonce>.<proof>`. The proof tells one that we gave out from one made up: only
the return of a real one, used before, means that it was stolen. The next nonce follows from this
one and a salt that the session keeps, so a client that lost the answer asks again and gets the same
successor, and what is stored (a hash and a salt) is of no use to a thief.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """The parts of a token that is ours."""

    session_id: str
    nonce: str

    @property
    def hash(self) -> str:
        """What is stored of it."""
        return hashlib.sha256(self.nonce.encode()).hexdigest()


def first_token(session_id: str) -> RefreshToken:
    """256 random bits."""
    return RefreshToken(session_id, secrets.token_urlsafe(32))


def new_salt() -> str:
    """What a rotation adds."""
    return secrets.token_urlsafe(32)


def successor(token: RefreshToken, salt: str, key: bytes) -> RefreshToken:
    """The token after this one, the same whenever it is asked for."""
    return RefreshToken(token.session_id, _mac(key, "next", token.session_id, token.nonce, salt))


def write(token: RefreshToken, key: bytes) -> str:
    """As it travels."""
    proof = _mac(key, "proof", token.session_id, token.nonce)
    return f"{token.session_id}.{token.nonce}.{proof}"


def read(text: str, keys: list[bytes]) -> RefreshToken | None:
    """The token, when one of the keys proves that it is ours."""
    parts = text.split(".")
    if len(parts) != 3 or len(text) > 256:
        return None
    session_id, nonce, proof = parts
    for key in keys:
        if hmac.compare_digest(_mac(key, "proof", session_id, nonce).encode(), proof.encode()):
            return RefreshToken(session_id, nonce)
    return None


def _mac(key: bytes, *parts: str) -> str:
    digest = hmac.digest(key, "\0".join(parts).encode(), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
