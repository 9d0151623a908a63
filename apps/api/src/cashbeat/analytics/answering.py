"""How kept answers travel: 200, or 304 to who has them already."""

from typing import Annotated, Any, get_args

from fastapi import Header
from starlette.responses import Response

from cashbeat.analytics.cache import Answer, Outcome
from cashbeat.core.json_response import json_bytes_response
from cashbeat.core.openapi import header

_PRIVATE = "private, no-cache"

IfNoneMatch = Annotated[
    str | None,
    Header(alias="If-None-Match", description="An `ETag` you have; answers 304 while it holds."),
]

_HEADERS = {
    "ETag": header("Of these figures; send it as `If-None-Match` to hear whether they changed."),
    "Cache-Control": header("To be kept by the caller alone, and asked anew.", enum=[_PRIVATE]),
    "Vary": header("The answer is of one organisation.", enum=["X-Tenant-Id"]),
    "X-Cache": header("Where the figures come from.", enum=list(get_args(Outcome))),
}
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"headers": _HEADERS},
    304: {"description": "The figures are those you have.", "headers": _HEADERS},
}
"""What OpenAPI says of an answer that is kept."""


def respond(answer: Answer, outcome: Outcome, if_none_match: str | None) -> Response:
    """200 with the body, or 304 when the caller has it."""
    headers = {
        "ETag": answer.etag,
        "Cache-Control": _PRIVATE,
        "Vary": "X-Tenant-Id",
        "X-Cache": outcome,
    }
    if _matches(if_none_match, answer.etag):
        return Response(status_code=304, headers=headers)
    return json_bytes_response(answer.body, headers=headers)


def _matches(if_none_match: str | None, etag: str) -> bool:
    """Weak comparison (RFC 9110, 13.1.2)."""
    if if_none_match is None:
        return False
    known = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in known or etag.removeprefix("W/") in known
