"""The id that ties an answer to its lines in the logs."""

from starlette.types import Scope
from structlog.contextvars import get_contextvars

from cashbeat.core.http import REQUEST_ID
from cashbeat.kit.ids import new_id


def request_id_of(scope: Scope) -> str:
    """The caller's `X-Request-Id` when well formed, else a new id."""
    given = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"x-request-id"), "")
    return given if REQUEST_ID.match(given) else new_id("req")


def current_request_id() -> str:
    """The id that this task's log lines carry; a new one where none is bound."""
    return str(get_contextvars().get("request_id") or new_id("req"))
