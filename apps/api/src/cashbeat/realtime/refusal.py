"""Telling a client, and the log, why it is refused; both under one request id."""

import asyncio
from contextlib import suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cashbeat.contracts.base import encode_json, to_plain
from cashbeat.core.errors import CashbeatError, problem_of
from cashbeat.core.logging import get_logger
from cashbeat.core.request_id import current_request_id

log = get_logger(__name__)

_GOODBYE_SECONDS = 1.0


def problem_body(error: CashbeatError) -> bytes:
    """An error as JSON, under the id that the connection's log lines carry."""
    return encode_json(problem_of(error, current_request_id()))


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


async def refuse(scope: Scope, receive: Receive, send: Send, error: CashbeatError) -> None:
    """An HTTP answer, also instead of an upgrade where the server can give one."""
    headers = {"content-type": "application/problem+json", "x-request-id": current_request_id()}
    if scope["type"] == "http":
        body = problem_body(error)
        await Response(body, error.status, headers)(scope, receive, send)
        return
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008, "reason": error.detail[:120]})
        return
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "websocket.http.response.start", "status": error.status, "headers": raw})
    await send({"type": "websocket.http.response.body", "body": problem_body(error)})
    with suppress(TimeoutError):
        await asyncio.wait_for(_closed(receive), _GOODBYE_SECONDS)


async def _closed(receive: Receive) -> None:
    """Wait for the connection to end: uvicorn 0.54 logs an error when we return before.

    It reports the end twice, as the answer is written and as the connection is lost.
    """
    for _ in range(2):
        while (await receive())["type"] != "websocket.disconnect":
            pass
