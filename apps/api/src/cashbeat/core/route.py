"""What a route asks of a request before its endpoint is called.

First its gate asks who calls: a stranger learns nothing else, and nothing that they send is read.
A route without a gate has to say so (`public`), or it is not made. Then `CheckedRoute` refuses
query parameters that the operation has not, and single ones given twice. `StrictRoute` reads a
JSON body strictly and of limited size besides. Either way every fault of the request is in one
answer: those of the query, the path and the headers, and those of the body.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from difflib import get_close_matches
from functools import wraps
from typing import Any, TypeVar, cast, get_args, get_origin
from urllib.parse import unquote_to_bytes

from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError
from fastapi.params import Query
from fastapi.routing import APIRoute
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope

from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.faults import gathering, present_faults
from cashbeat.core.gate import gates_of, is_public
from cashbeat.core.http import field_problems
from cashbeat.kit import json_strict
from cashbeat.kit.shown import shown

_LIMIT = "max_body_bytes"
_LONG_BYTES = 65_536
"""A body of so many bytes takes some milliseconds to parse."""

_SUGGESTED = 10
"""Unknown parameters for which a known one is looked up: a hint, not a way to keep us busy."""

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


class CheckedRoute(APIRoute):
    """A route that takes the query parameters of its operation, each once, and no others.

    Its endpoint is a coroutine function.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, _refusing(endpoint), **options)
        gates = list(gates_of(self.dependant))
        if bool(gates) == is_public(endpoint):
            raise TypeError(f"{path}: a route has a gate or is marked public, and never both")
        if gates:
            said: dict[str, Any] = {
                "security": [{"bearer": []}],
                "x-permission": next((g.permission for g in gates if g.permission), None),
            }
            self.openapi_extra = said | (self.openapi_extra or {})

    def get_route_handler(self) -> Handler:
        """FastAPI's handler; what it finds wrong is told with what is wrong with the query."""
        handler = super().get_route_handler()
        parameters = _query_parameters(self.dependant)
        gates = list(gates_of(self.dependant))

        async def checked(request: Request) -> Response:
            for gate in gates:
                await gate.admit(request)
            unreadable = encoding_faults(request.scope["query_string"])
            names = query_faults(request.query_params, parameters)
            with gathering([*unreadable, *names]) as found:
                try:
                    return await handler(request)
                except RequestValidationError as error:
                    faults = [*found.noted, *field_problems(error.errors())]
                    raise InvalidRequest.of(faults) from None

        return checked


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
        """The parsed body. Raises: HTTPException 400 naming what is wrong, 413 of too many values.

        A long one is read in a thread: other requests go on meanwhile.
        """
        body = await self.body()
        try:
            if len(body) > _LONG_BYTES:
                return await asyncio.to_thread(json_strict.loads, body)
            return json_strict.loads(body)
        except json_strict.TooComplex as error:
            raise HTTPException(413, detail=str(error)) from None
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


class StrictRoute(CheckedRoute):
    """A checked route that reads JSON bodies strictly, and of limited size."""

    def get_route_handler(self) -> Handler:
        """The checked handler behind the strict request."""
        handler = super().get_route_handler()
        own: int | None = getattr(self.endpoint, _LIMIT, None)

        async def strict(request: Request) -> Response:
            limit = request.app.state.max_body_bytes if own is None else own
            return await handler(StrictRequest(request.scope, request.receive, limit))

        return strict


def body_limit(size: int) -> Callable[[Endpoint], Endpoint]:
    """Give an endpoint of a `StrictRoute` its own limit of body bytes."""

    def mark(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _LIMIT, size)
        return endpoint

    return mark


def query_faults(given: QueryParams, parameters: Mapping[str, bool]) -> list[FieldProblem]:
    """What is wrong with the names of a query.

    `parameters` are the names that the operation knows, and whether each may come several times.
    """
    faults, unknown = [], 0
    for name in given:
        several = parameters.get(name)
        if several is None:
            unknown += 1
            near = _nearest(name, list(parameters)) if unknown <= _SUGGESTED else None
            hint = f"; did you mean `{near}`?" if near else ""
            message = f"is no parameter of this operation{hint}"
            faults.append(_fault(name, "unknown_parameter", message))
        elif not several and len(given.getlist(name)) > 1:
            faults.append(_fault(name, "repeated", "may be given once"))
    return faults


def encoding_faults(query: bytes) -> list[FieldProblem]:
    """The parameters of a query that are not written in UTF-8."""
    faults = []
    for part in query.split(b"&"):
        written = unquote_to_bytes(part.replace(b"+", b" "))
        try:
            written.decode("utf-8")
        except UnicodeDecodeError:
            name = written.partition(b"=")[0].decode("utf-8", "replace")
            faults.append(_fault(name, "invalid_format", "must be percent-encoded UTF-8"))
    return faults


def _fault(name: str, code: str, message: str) -> FieldProblem:
    return FieldProblem(field=f"query.{shown(name)}", code=code, message=message)


def _nearest(name: str, known: Sequence[str]) -> str | None:
    written = {each.lower(): each for each in known}
    near = get_close_matches(shown(name).lower().replace("_", ""), written, 1, 0.7)
    return written[near[0]] if near else None


def _query_parameters(dependant: Dependant) -> dict[str, bool]:
    """Names of the query parameters, and whether each takes several values."""
    return {
        field.alias: _takes_several(field.field_info.annotation)
        for field in get_flat_params(dependant)
        if isinstance(field.field_info, Query)
    }


def _takes_several(annotation: Any) -> bool:
    return get_origin(annotation) is list or any(map(_takes_several, get_args(annotation)))


def _refusing(endpoint: Endpoint) -> Endpoint:
    """The endpoint, not called when a fault was noted that it has not asked for itself."""

    @wraps(endpoint)
    async def refuse_or_call(*args: Any, **values: Any) -> Any:
        found = present_faults()
        if found.noted and not found.taken:
            raise InvalidRequest.of(found.noted)
        return await endpoint(*args, **values)

    return cast("Endpoint", refuse_or_call)


def _is_json(content_type: str | None) -> bool:
    """Whether a body is declared JSON; one that declares nothing is taken for it."""
    kind = (content_type or "application/json").partition(";")[0].strip().lower()
    return kind == "application/json" or (
        kind.startswith("application/") and kind.endswith("+json")
    )
