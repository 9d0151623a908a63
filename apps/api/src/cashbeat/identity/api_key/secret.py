"""Secrets of API keys: `cbk_`, eight letters to tell the key by, and 256 random bits."""

import secrets

from cashbeat.identity.gate.gatekeeper import KEY_PREFIX

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"


def new_key_secret() -> tuple[str, str]:
    """A whole new key, and what it begins with."""
    prefix = KEY_PREFIX + "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{prefix}_{secrets.token_urlsafe(32)}", prefix
