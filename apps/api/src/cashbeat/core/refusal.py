"""Refusing a connection before any endpoint has it: one answer for requests and handshakes."""

import asyncio
from contextlib import suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cashbeat.contracts.base import encode_json
from cashbeat.core.errors import CashbeatError, problem_of
from cashbeat.core.request_id import current_request_id

_GOODBYE_SECONDS = 1.0


def problem_body(error: CashbeatError) -> bytes:
    """An error as JSON, under the id that this task's log lines carry."""
    return encode_json(problem_of(error, current_request_id()))


async def refuse(scope: Scope, receive: Receive, send: Send, error: CashbeatError) -> None:
    """An HTTP answer, also instead of an upgrade where the server can give one."""
    headers = {
        **{name.lower(): value for name, value in error.headers.items()},
        "content-type": "application/problem+json",
        "x-request-id": current_request_id(),
    }
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
