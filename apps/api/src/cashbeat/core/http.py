"""What every HTTP request passes: a request id, and one form of error."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Union

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
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
from cashbeat.core.cors import Cors
from cashbeat.core.errors import (
    MAX_FAULTS,
    CashbeatError,
    InvalidRequest,
    MalformedRequest,
    Unavailable,
    problem_of,
)
from cashbeat.core.head import HeadMiddleware
from cashbeat.core.logging import bound_contextvars, get_logger
from cashbeat.core.problem_text import fault_text
from cashbeat.core.rate_limit import AuthLimit, RateLimits, rate_headers
from cashbeat.core.settings import Settings
from cashbeat.kit.ids import new_id
from cashbeat.kit.shown import shown

log = get_logger(__name__)

PROBLEM = "application/problem+json"
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
        headers = dict(error.headers or {})
        if "GET" in (allowed := headers.get("Allow", "")):
            headers["Allow"] = f"{allowed}, HEAD"
        super().__init__(str(error.detail), headers=headers)
        self.status = error.status_code
        self.code = _CODES.get(error.status_code, f"http_{error.status_code}")
        self.title = _TITLES.get(error.status_code, "Request refused")


class RequestIdMiddleware:
    """Gives every request an id: the caller's `X-Request-Id` when well formed, else a new one.

    The answer tells it, and what is left of the caller's rate limit where the request counted.
    """

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
                    *rate_headers(scope),
                ]
            await send(message)

        with bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, send_with_id)
            except Exception as error:
                if started:
                    raise
                response = _answer(_translate(error), request_id)
                await response(scope, receive, send_with_id)


def install(app: FastAPI, settings: Settings, limits: RateLimits) -> None:
    """Give the application request ids, HEAD, CORS, its limits and the error handlers."""
    app.state.max_body_bytes = settings.max_body_bytes
    app.add_middleware(AuthLimit, limits=limits)
    app.add_middleware(HeadMiddleware)
    app.add_middleware(RequestIdMiddleware)
    app.add_middleware(Cors, origins=frozenset(settings.allowed_origins))
    app.add_exception_handler(CashbeatError, _handle)
    app.add_exception_handler(RequestValidationError, _handle)
    app.add_exception_handler(HTTPException, _handle)
    app.add_exception_handler(PyMongoError, _handle)


async def _handle(request: Request, error: Exception) -> Response:
    return _answer(_translate(error), request.scope.get("state", {}).get("request_id", ""))


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


def _answer(error: CashbeatError, request_id: str) -> Response:
    return Response(
        encode_json(problem_of(error, request_id)),
        status_code=error.status,
        headers=error.headers,
        media_type=PROBLEM,
    )


def field_problems(errors: Sequence[Any], most: int = MAX_FAULTS) -> list[FieldProblem]:
    """Pydantic's errors as ours: `("body", "items", 3)` is `items.3`, queries are `query.name`.

    Behind the first `most`, which is as many as the answer lists, one and the same stands for each.
    """
    problems = [_field_problem(error) for error in errors[:most]]
    return problems + [_UNLISTED] * (len(errors) - len(problems))


def _field_problem(error: Mapping[str, Any]) -> FieldProblem:
    where, *parts = [shown(str(part)) for part in error["loc"]] or [""]
    if where == "path":
        parts = [where, *map(to_camel, parts)]
    elif where != "body":
        parts = [where, *parts]
    code, message = fault_text(error)
    return FieldProblem(field=".".join(parts) or "body", code=code, message=message)


_UNLISTED = FieldProblem(field="body", code="invalid", message="one of the faults not listed")


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI entries of the problems that an operation may answer."""
    return {status: problem_response(_DESCRIPTIONS[status]) for status in statuses}


def problem_response(description: str, *models: type[Problem]) -> dict[str, Any]:
    """OpenAPI entry of a problem, which may be one of these models that say more than others."""
    known: tuple[type[Problem], ...] = (Problem, *models)
    schemas = [{"$ref": f"#/components/schemas/{model.__name__}"} for model in known]
    schema: dict[str, Any] = {"anyOf": schemas} if models else schemas[0]
    return {
        "model": Union[known],  # noqa: UP007 (as many as there are)
        "description": description,
        "content": {PROBLEM: {"schema": schema}},
    }


_DESCRIPTIONS = {
    400: "The request cannot be read: malformed JSON, header or cursor.",
    401: "Who calls is not proven: no token, one that ended, or one that is none of ours.",
    403: "The caller may not do this in the organisation, or a page of another site asks.",
    404: "No such thing in this organisation.",
    409: "The present state does not allow it; the detail names the state.",
    413: "The body is larger than allowed.",
    415: "The body is not declared as JSON.",
    422: "Fields are wrong; every one is named.",
    429: "Too many requests; come again after `Retry-After`.",
    503: "The database does not answer; try again after `Retry-After`.",
}
