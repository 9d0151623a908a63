"""API keys as the world sees them."""

from collections.abc import Mapping
from typing import Any

from cashbeat.contracts.identity import ApiKey


def api_key_of(stored: Mapping[str, Any]) -> ApiKey:
    """A key without its secret."""
    return ApiKey(
        id=stored["_id"],
        name=stored["name"],
        prefix=stored["prefix"],
        scopes=stored["scopes"],
        created_by=stored["createdBy"]["name"],
        created_at=stored["createdAt"],
        expires_at=stored.get("expiresAt"),
        last_used_at=stored.get("lastUsedAt"),
        revoked_at=stored.get("revokedAt"),
    )
