"""The header `Idempotency-Key` of a request, and the one that answers it."""

from typing import Annotated

from fastapi import Depends, Header, Request
from pydantic import WithJsonSchema

from cashbeat.core.idempotency import MAX_KEY, IdempotencyKeyInvalid, check_key

HEADER = "Idempotency-Key"


async def _checked(
    request: Request,
    given: Annotated[
        str | None,
        Header(
            alias=HEADER,
            description="Makes a retry safe: the same key and body answer what was answered "
            "before, with `Idempotent-Replayed: true`. Payments, batches and steps share their "
            "keys: one is of one request among them. Customers, charges, payment methods, imports, "
            "invitations, organisations, views, API keys, alert rules and webhooks each have keys "
            "of their own.",
        ),
        WithJsonSchema(
            {
                "type": "string",
                "minLength": 1,
                "maxLength": MAX_KEY,
                "pattern": "^[!-~]+$",
                "examples": ["order-1001"],
            }
        ),
    ] = None,
) -> str | None:
    if len(request.headers.getlist(HEADER)) > 1:
        raise IdempotencyKeyInvalid("Send one Idempotency-Key, not several.")
    return check_key(given)


IdempotencyKey = Annotated[str | None, Depends(_checked)]
"""The key of a request, None when it has none. Two keys, or a malformed one, are 400."""


def replayed_header(replayed: bool) -> dict[str, str]:
    """The header that tells a stored answer from a new one."""
    return {"Idempotent-Replayed": "true"} if replayed else {}
