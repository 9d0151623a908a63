"""What must not be written down: found by the name it goes by, and by what it looks like. Pure."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

HIDDEN = "***"

_NAMES = (
    r"password|passwd|secret|token|authorization|cookie|api_?key|credential|recovery_?code|totp"
)
_SECRET_NAME = re.compile(_NAMES, re.IGNORECASE)
_PLAIN = (bool, int, float, date, type(None))
"""Never secret under any name: a count of tokens, the end of a password reset."""

_NAMED = rf"((?:{_NAMES})[\w-]{{0,40}}(?:[\"']?\s{{0,3}}[:=]|[\"'],)\s{{0,3}}b?)"
_QUOTED = r"([\"'])(?:\\.|(?!\2).)*(?:\2|(?=\n)|$)"
_KEPT_TWO = rf"\1\2{HIDDEN}"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), replacement)
    for pattern, replacement in (
        # user names and passwords of addresses
        (r"([a-z][a-z0-9+.-]{0,30}://)[^\s/@]*@", rf"\1{HIDDEN}@"),
        # headers written as text, and what stands behind a scheme
        (
            r"((?:set-)?cookie|(?:proxy-)?authorization)(\s{0,3}:\s{0,3})[^\s'\"][^\r\n'\"]*",
            _KEPT_TWO,
        ),
        (r"\b(bearer|basic)(\s+)(?!\*)[^\s,;'\"]+", _KEPT_TWO),
        # "password": "…", password='…' of JSON and of what Python shows of an object
        (
            _NAMED + _QUOTED,
            rf"\1\2{HIDDEN}\2",
        ),
        # token=… of a query, a fragment, a form or an environment
        (
            rf"((?:{_NAMES})[\w-]{{0,40}}=)(?!\*|b?[\"'])[^\s&;,\"')}}\]]+",
            rf"\1{HIDDEN}",
        ),
        (r"(cashbeat_refresh\w*=)[^\s;,\"']+", rf"\1{HIDDEN}"),
        (r"(\bcode[\"']?\s*[:=]\s*[\"']?)\d{6}\b", rf"\1{HIDDEN}"),
        # keys and tokens that stand alone
        (r"\bcbk_[\w-]+", f"cbk_{HIDDEN}"),
        (r"(?<![\w-])eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?", HIDDEN),
    )
)
_RANDOM = re.compile(
    r"(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*[0-9])[\w-]{43,}(?![\w-])", re.ASCII
)
"""32 random bytes or more in base64url: a token, a key. Ids are shorter, hashes of one case."""

_LONG = 20_000
"""Of a longer text the rest is cut: looking for secrets must not take longer than the request."""


def redact(text: str) -> str:
    """A text without the secrets in it."""
    if len(text) > _LONG:
        text = f"{text[:_LONG]} … {len(text) - _LONG} more"
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return _RANDOM.sub(HIDDEN, text)


def is_secret_name(name: str) -> bool:
    """Whether what goes by this name is not to be seen."""
    return bool(_SECRET_NAME.search(name))


def redact_entry(name: Any, value: Any) -> Any:
    """A value as it may be shown under its name."""
    if isinstance(value, _PLAIN):
        return value
    text = name.decode("latin-1") if isinstance(name, bytes) else str(name)
    return HIDDEN if is_secret_name(text) else redact_value(value)


def redact_value(value: Any) -> Any:
    """A value without the secrets in it; what is no plain data is shown as text."""
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, bytes | bytearray):
        return redact(value.decode("utf-8", "backslashreplace"))
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, Mapping):
        return {key: redact_entry(key, item) for key, item in value.items()}
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str | bytes):
        return [redact_value(value[0]), redact_entry(value[0], value[1])]  # a header
    if isinstance(value, list | tuple | set | frozenset):
        return [redact_value(item) for item in value]
    return redact(str(value) if isinstance(value, BaseException) else repr(value))
