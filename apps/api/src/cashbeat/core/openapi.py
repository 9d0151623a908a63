"""The OpenAPI document, completed by what holds for every operation alike."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from cashbeat.core.http import PROBLEM, problem_responses
from cashbeat.core.rate_limit import AUTH_PATHS

Described = dict[str, Any]


class DescribedApi(FastAPI):
    """A FastAPI application whose document names every header and every problem."""

    def openapi(self) -> Described:
        """The document, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = complete(super().openapi())
        return self.openapi_schema


def header(description: str, **schema: Any) -> Described:
    """OpenAPI entry of a response's header, a text unless the schema says otherwise."""
    return {"description": description, "schema": {"type": "string"} | schema}


def complete(document: Described) -> Described:
    """Add to every operation what it answers without saying so, in place.

    Every operation refuses parameters that it has not (422) and answers with a request id; one
    that asks who calls refuses strangers (401), those who may not (403) and those who come too
    often (429), and tells how often that is; one that acts for an organisation may be told of
    another (404); one that takes an `Idempotency-Key` says whether it repeats itself; and who is
    to come again is told when.
    """
    document.setdefault("components", {})["securitySchemes"] = _SECURITY
    for path, method, operation in _operations(document):
        counted = "security" in operation or path.startswith(AUTH_PATHS)
        given = {parameter["name"] for parameter in operation.get("parameters", [])}
        for status in _refusals(method, operation, given):
            operation["responses"].setdefault(str(status), _problem(status))
        for status, response in operation["responses"].items():
            _complete_response(status, response, keyed="Idempotency-Key" in given)
            if counted:
                response["headers"].update(_RATE)
    for unused in ("HTTPValidationError", "ValidationError"):
        document.get("components", {}).get("schemas", {}).pop(unused, None)
    return document


def _refusals(method: str, operation: Described, given: set[str]) -> Iterator[int]:
    """Problems that an operation may answer without saying so."""
    if PROBLEM not in operation["responses"].get("422", {}).get("content", {}):
        operation["responses"].pop("422", None)  # FastAPI's own
        yield 422
    if "X-Tenant-Id" in given:
        yield 404
    if "security" in operation:
        yield from (401, 429)
    if operation.get("x-permission") is not None or method != "get":
        yield 403  # the caller may not, or the page that asks is of another site


def _complete_response(status: str, response: Described, *, keyed: bool) -> None:
    headers = response.setdefault("headers", {})
    headers["X-Request-Id"] = _REQUEST_ID
    if keyed and status.startswith("2"):
        headers["Idempotent-Replayed"] = _REPLAYED
    content = response.get("content", {})
    if PROBLEM in content:
        content.pop("application/json", None)  # FastAPI's guess, for it knows the model
        if status in {"429", "503"}:
            headers["Retry-After"] = _RETRY_AFTER
        if status == "401":
            headers["WWW-Authenticate"] = _CHALLENGE


def _operations(document: Described) -> Iterator[tuple[str, str, Described]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _problem(status: int) -> Described:
    described: Described = problem_responses(status)[status]
    return {name: described[name] for name in ("description", "content")}


_REQUEST_ID = header("Leads to the request in the logs: the caller's own, else a new one.")
_REPLAYED = header(
    "`true` when the answer is the stored one of the key's first request; else left out.",
    enum=["true"],
)
_RATE = {
    "RateLimit-Limit": header("Requests a minute that the caller may send.", type="integer"),
    "RateLimit-Remaining": header("How many of them are left now.", type="integer"),
    "RateLimit-Reset": header("Seconds until the minute ends, or one is free.", type="integer"),
    "RateLimit-Policy": header("The limit and its window in seconds.", examples=["1200;w=60"]),
}
_CHALLENGE = header("How to say who calls.", enum=["Bearer"])
_SECURITY = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "An access token of `POST /api/auth/login`, good for some minutes, or an "
        "API key (`cbk_…`). What an operation needs to be allowed is its `x-permission`.",
    }
}
_RETRY_AFTER = header("Seconds after which to try again.", type="integer", minimum=0)
