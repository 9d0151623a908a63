"""Access tokens: signed, short-lived, of one algorithm (RFC 9068, RFC 8725)."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt

from cashbeat.core.secrets import SecretKeys
from cashbeat.identity.errors import TokenExpired, Unauthenticated
from cashbeat.kit.ids import new_id

ALGORITHM = "HS256"
"""The one algorithm: what a token says about its own is not asked."""

ISSUER = "cashbeat"
AUDIENCE = "cashbeat-api"
TYPE = "at+jwt"

LONGEST_SECONDS = 900
"""No token is good for longer, whoever signed it (reliability rule 20)."""

_PURPOSE = "jwt"
_EXPIRED = "The access token has expired; ask for another."
_MOST = 20_000
"""Tokens remembered; a signature is 2 microseconds, but taking a token apart is a hundred."""

_REQUIRED = ["exp", "iat", "sub", "sid", "aud", "iss", "jti"]


@dataclass(frozen=True, slots=True)
class Claims:
    """What a good token says: whose session it is of, and until when."""

    user_id: str
    session_id: str
    expires_at: datetime


class AccessTokens:
    """Issues and reads access tokens. Every key may verify, the active one alone signs."""

    def __init__(self, keys: SecretKeys, seconds: int, clock: Callable[[], datetime]) -> None:
        self.seconds = seconds
        self._clock = clock
        self._active = keys.active
        self._keys = {kid: keys.derive(_PURPOSE, kid) for kid in keys.kids}
        self._known: OrderedDict[str, Claims] = OrderedDict()

    def issue(self, user_id: str, session_id: str) -> str:
        """A token that is good for `seconds` from now."""
        now = int(self._clock().timestamp())
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": user_id,
            "sid": session_id,
            "iat": now,
            "exp": now + self.seconds,
            "jti": new_id("tok"),
        }
        headers = {"kid": self._active, "typ": TYPE}
        return jwt.encode(claims, self._keys[self._active], algorithm=ALGORITHM, headers=headers)

    def read(self, token: str) -> Claims:
        """What the token says. Raises: TokenExpired, Unauthenticated.

        One that was verified is remembered: nothing about it changes but whether it has expired.
        """
        claims = self._known.get(token)
        if claims is None:
            claims = self._verify(token)
            self._known[token] = claims
            if len(self._known) > _MOST:
                self._known.popitem(last=False)
        elif claims.expires_at <= self._clock():
            del self._known[token]
            raise TokenExpired(_EXPIRED)
        return claims

    def _verify(self, token: str) -> Claims:
        try:
            header = jwt.get_unverified_header(token)
            key = self._keys.get(header.get("kid", ""))
            if key is None or header.get("typ") != TYPE:
                raise Unauthenticated("The token is none of ours.")
            claims = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={"require": _REQUIRED},
            )
            return _claims(claims)
        except jwt.ExpiredSignatureError:
            raise TokenExpired(_EXPIRED) from None
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError):
            raise Unauthenticated("The token is none of ours.") from None


def _claims(claims: dict[str, Any]) -> Claims:
    """Claims of a token that is well signed. Raises: ValueError for any that we would not write."""
    user_id, session_id, issued, end = (claims[name] for name in ("sub", "sid", "iat", "exp"))
    texts = isinstance(user_id, str) and isinstance(session_id, str)
    if not texts or not (user_id + session_id).isascii():
        raise ValueError("who it is of")
    if type(issued) is not int or type(end) is not int or end - issued > LONGEST_SECONDS:
        raise ValueError("how long it is good")
    return Claims(user_id, session_id, datetime.fromtimestamp(end, UTC))
