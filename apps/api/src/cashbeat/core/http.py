"""What every HTTP request passes: a request id, strict JSON, and one form of error."""

import re
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic.alias_generators import to_camel
from pymongo.errors import (
    AutoReconnect,
    ExecutionTimeout,
    NetworkTimeout,
    PyMongoError,
    ServerSelectionTimeoutError,
    WaitQueueTimeoutError,
)
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cashbeat.contracts.base import encode_json
from cashbeat.contracts.problem import FieldProblem, Problem
from cashbeat.core.errors import CashbeatError, InvalidRequest, MalformedRequest, Unavailable
from cashbeat.core.logging import bound_contextvars, get_logger
from cashbeat.core.problem_text import fault_text
from cashbeat.kit import json_strict
from cashbeat.kit.ids import new_id

log = get_logger(__name__)

_LIMIT = "max_body_bytes"
REQUEST_ID = re.compile(r"^[A-Za-z0-9._-]{8,64}$")
_DATABASE_AWAY = (
    AutoReconnect,
    NetworkTimeout,
    ServerSelectionTimeoutError,
    WaitQueueTimeoutError,
    ExecutionTimeout,
)
_TITLES = {
    404: "Not found",
    405: "Method not allowed",
    413: "Body too large",
    415: "Unsupported media type",
}
_CODES = {
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "unsupported_media_type",
}


class HttpProblem(CashbeatError):
    """An error of the framework itself (404, 405, 413, 415 ...) in our form."""

    def __init__(self, error: HTTPException) -> None:
        super().__init__(str(error.detail), headers=error.headers)
        self.status = error.status_code
        self.code = _CODES.get(error.status_code, f"http_{error.status_code}")
        self.title = _TITLES.get(error.status_code, "Request refused")


class StrictRequest(Request):
    """A request whose body is bounded, and is JSON parsed strictly (`kit.json_strict`)."""

    def __init__(self, scope: Scope, receive: Receive, max_body_bytes: int) -> None:
        super().__init__(scope, receive)
        self._max_body_bytes = max_body_bytes

    async def body(self) -> bytes:
        """The body. Raises: HTTPException 413 when it is too large, 415 when it is no JSON."""
        if not hasattr(self, "_body"):
            self._body = await self._bounded()
            if self._body and not _is_json(self.headers.get("content-type")):
                raise HTTPException(
                    415, "Send JSON, with the header Content-Type: application/json."
                )
        return self._body

    async def json(self) -> Any:
        """The parsed body. Raises: HTTPException 400 naming what is wrong."""
        try:
            return json_strict.loads(await self.body())
        except json_strict.InvalidJson as error:
            raise HTTPException(400, detail=str(error)) from None

    async def _bounded(self) -> bytes:
        declared = self.headers.get("content-length", "")
        size = int(declared[:18]) if declared.isdecimal() else 0
        body = bytearray()
        if size <= self._max_body_bytes:
            async for chunk in self.stream():
                body += chunk
                size = len(body)
                if size > self._max_body_bytes:
                    break
        if size > self._max_body_bytes:
            raise HTTPException(413, f"The body is larger than {self._max_body_bytes:,} bytes.")
        return bytes(body)


def _is_json(content_type: str | None) -> bool:
    """Whether a body is declared JSON; one that declares nothing is taken for it."""
    kind = (content_type or "application/json").partition(";")[0].strip().lower()
    return kind == "application/json" or (
        kind.startswith("application/") and kind.endswith("+json")
    )


Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def body_limit(size: int) -> Callable[[Endpoint], Endpoint]:
    """Give an endpoint of a `StrictRoute` its own limit of body bytes."""

    def mark(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _LIMIT, size)
        return endpoint

    return mark


class StrictRoute(APIRoute):
    """A route that reads JSON bodies strictly, and of limited size."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler behind the strict request."""
        handler = super().get_route_handler()
        own: int | None = getattr(self.endpoint, _LIMIT, None)

        async def strict(request: Request) -> Response:
            limit = request.app.state.max_body_bytes if own is None else own
            return await handler(StrictRequest(request.scope, request.receive, limit))

        return strict


class RequestIdMiddleware:
    """Gives every request an id: the caller's `X-Request-Id` when well formed, else a new one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"x-request-id"), "")
        request_id = given if REQUEST_ID.match(given) else new_id("req")
        scope.setdefault("state", {})["request_id"] = request_id
        started = False

        async def send_with_id(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [
                    *message["headers"],
                    (b"x-request-id", request_id.encode()),
                ]
            await send(message)

        with bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, send_with_id)
            except Exception as error:
                if started:
                    raise
                response = _problem_of(_translate(error), request_id)
                await response(scope, receive, send_with_id)


def install(app: FastAPI, max_body_bytes: int) -> None:
    """Add the request id, the limit of JSON bodies and the error handlers to the application."""
    app.state.max_body_bytes = max_body_bytes
    app.add_middleware(RequestIdMiddleware)
    app.add_exception_handler(CashbeatError, _handle)
    app.add_exception_handler(RequestValidationError, _handle)
    app.add_exception_handler(HTTPException, _handle)
    app.add_exception_handler(PyMongoError, _handle)


async def _handle(request: Request, error: Exception) -> Response:
    return _problem_of(_translate(error), request.scope.get("state", {}).get("request_id", ""))


def _translate(error: Exception) -> CashbeatError:
    if isinstance(error, CashbeatError):
        return error
    if isinstance(error, RequestValidationError):
        return InvalidRequest.of(field_problems(error.errors()))
    if isinstance(error, HTTPException):
        return (
            MalformedRequest(str(error.detail)) if error.status_code == 400 else HttpProblem(error)
        )
    if isinstance(error, _DATABASE_AWAY) or (isinstance(error, PyMongoError) and error.timeout):
        log.warning("http.database.unavailable", error=str(error))
        return Unavailable("The database does not answer; nothing was lost, try again.")
    log.error("http.request.failed", exc_info=error)
    return CashbeatError("Something broke on our side; the request id leads to it in the logs.")


def _problem_of(error: CashbeatError, request_id: str) -> Response:
    problem = Problem(
        type=f"/problems/{error.code}",
        title=error.title,
        status=error.status,
        code=error.code,
        detail=error.detail,
        request_id=request_id,
        errors=error.errors,
    )
    return Response(
        encode_json(problem),
        status_code=error.status,
        headers=error.headers,
        media_type="application/problem+json",
    )


def field_problems(errors: Sequence[Any]) -> list[FieldProblem]:
    """Pydantic's errors as ours: `("body", "items", 3)` is `items.3`, queries are `query.name`."""
    problems = []
    for error in errors:
        parts = [str(part) for part in error["loc"]]
        if parts and parts[0] == "body":
            parts = parts[1:]
        elif parts and parts[0] == "path":
            parts = ["path", *map(to_camel, parts[1:])]
        code, message = fault_text(error)
        problems.append(FieldProblem(field=".".join(parts) or "body", code=code, message=message))
    return problems


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI entries of the problems that an operation may answer."""
    return {
        status: {
            "model": Problem,
            "description": _DESCRIPTIONS[status],
            "content": {"application/problem+json": {"schema": {"$ref": _PROBLEM_SCHEMA}}},
        }
        for status in statuses
    }


_PROBLEM_SCHEMA = "#/components/schemas/Problem"
_DESCRIPTIONS = {
    400: "The request cannot be read: malformed JSON, header or cursor.",
    404: "No such thing in this organisation.",
    409: "The present state does not allow it; the detail names the state.",
    413: "The body is larger than allowed.",
    415: "The body is not declared as JSON.",
    422: "Fields are wrong; every one is named.",
    503: "The database does not answer; try again after `Retry-After`.",
}
