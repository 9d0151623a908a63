"""Telling a client, and the log, why it is refused; both under one request id."""

from cashbeat.contracts.base import to_plain
from cashbeat.core.errors import CashbeatError, problem_of
from cashbeat.core.logging import get_logger
from cashbeat.core.refusal import problem_body
from cashbeat.core.request_id import current_request_id

log = get_logger(__name__)


def error_body(error: CashbeatError) -> bytes:
    """The acknowledgement of a message that is refused."""
    return b'{"error":' + problem_body(error) + b"}"


def plain_problem(error: CashbeatError) -> object:
    """The same for libraries that encode by themselves."""
    return to_plain(problem_of(error, current_request_id()))


def refusal(error: Exception) -> CashbeatError:
    """The error that a client is told whose connection failed; logged here, in one line."""
    if not isinstance(error, CashbeatError):
        log.error("realtime.connection.failed", exc_info=error)
        return CashbeatError("Something broke on our side.")
    cause = {} if error.__cause__ is None else {"cause": repr(error.__cause__)[:200]}
    log.warning("realtime.connection.refused", code=error.code, detail=error.detail, **cause)
    return error
