"""Access tokens: what is none of ours is refused, also beside one that was read before."""

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from cashbeat.core.secrets import SecretKeys, new_secret_key, parse_secret_keys
from cashbeat.identity.errors import TokenExpired, Unauthenticated
from cashbeat.identity.gate import tokens as module
from cashbeat.identity.gate.tokens import ALGORITHM, AUDIENCE, ISSUER, TYPE, AccessTokens


class Clock:
    """The time, which tests put forward."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys() -> SecretKeys:
    return parse_secret_keys(new_secret_key())


@pytest.fixture
def tokens(keys: SecretKeys, clock: Clock) -> AccessTokens:
    return AccessTokens(keys, 600, clock)


def test_what_was_issued_is_read_each_time(tokens: AccessTokens, clock: Clock) -> None:
    token = tokens.issue("usr_1", "ses_1")
    for _ in range(2):
        claims = tokens.read(token)
        assert (claims.user_id, claims.session_id) == ("usr_1", "ses_1")
        assert timedelta(seconds=598) < claims.expires_at - clock.now <= timedelta(seconds=600)


def test_one_that_was_read_before_expires_like_any(tokens: AccessTokens, clock: Clock) -> None:
    token = tokens.issue("usr_1", "ses_1")
    tokens.read(token)
    clock.now += timedelta(seconds=599)
    tokens.read(token)
    clock.now += timedelta(seconds=2)
    with pytest.raises(TokenExpired):
        tokens.read(token)


def test_one_that_is_new_here_expires_too(keys: SecretKeys, clock: Clock) -> None:
    clock.now -= timedelta(seconds=601)
    token = AccessTokens(keys, 600, clock).issue("usr_1", "ses_1")
    with pytest.raises(TokenExpired):
        AccessTokens(keys, 600, lambda: datetime.now(UTC)).read(token)


def forged(keys: SecretKeys, secret: bytes | None = None, **change: Any) -> str:
    now = int(datetime.now(UTC).timestamp())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "usr_1",
        "sid": "ses_1",
        "jti": "tok_1",
        "iat": now,
        "exp": now + 60,
    }
    header = {"kid": keys.active, "typ": TYPE} | change.pop("header", {})
    key = secret or keys.derive("jwt")
    algorithm = change.pop("algorithm", ALGORITHM)
    claims = {name: value for name, value in (claims | change).items() if value is not None}
    return jwt.encode(claims, "" if algorithm == "none" else key, algorithm, headers=header)


@pytest.mark.parametrize(
    "change",
    [
        {"secret": b"x" * 32},
        {"algorithm": "none"},
        {"algorithm": "HS512"},
        {"aud": "another-api"},
        {"iss": "somebody"},
        {"sid": None},
        {"exp": None},
        {"header": {"typ": "JWT"}},
        {"header": {"kid": "unknown"}},
    ],
)
def test_what_is_forged_is_refused_each_time(
    tokens: AccessTokens, keys: SecretKeys, change: dict[str, Any]
) -> None:
    assert tokens.read(forged(keys)).user_id == "usr_1"
    token = forged(keys, **change)
    for _ in range(2):
        with pytest.raises(Unauthenticated):
            tokens.read(token)


def test_a_letter_changed_is_another_token(tokens: AccessTokens) -> None:
    token = tokens.issue("usr_1", "ses_1")
    tokens.read(token)
    head, body, signature = token.split(".")
    for changed in (f"{head}.{body}.{signature[::-1]}", f"{head}.{body[::-1]}.{signature}", head):
        with pytest.raises(Unauthenticated):
            tokens.read(changed)


def test_only_so_many_are_remembered(tokens: AccessTokens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 3)
    many = [tokens.issue("usr_1", f"ses_{number}") for number in range(9)]
    for token in many * 2:
        tokens.read(token)
    assert len(tokens._known) == 3
