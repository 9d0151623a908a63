"""Tokens that stand in links: 256 random bits, of which only the hash is kept."""

import hashlib
import secrets


def new_link_token() -> str:
    """43 characters that mean nothing."""
    return secrets.token_urlsafe(32)


def link_token_hash(token: str) -> str:
    """What is stored of it; its random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
