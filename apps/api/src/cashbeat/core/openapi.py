"""The OpenAPI document, completed by what holds for every operation alike."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from cashbeat.core.http import PROBLEM, problem_responses

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
    that acts for an organisation may be told of another (404); one that takes an
    `Idempotency-Key` says whether it repeats itself; and who is to come again is told when.
    """
    for operation in _operations(document):
        given = {parameter["name"] for parameter in operation.get("parameters", [])}
        responses = operation["responses"]
        if PROBLEM not in responses.get("422", {}).get("content", {}):
            responses["422"] = _problem(422)
        if "X-Tenant-Id" in given:
            responses.setdefault("404", _problem(404))
        for status, response in responses.items():
            headers = response.setdefault("headers", {})
            headers["X-Request-Id"] = _REQUEST_ID
            if "Idempotency-Key" in given and status.startswith("2"):
                headers["Idempotent-Replayed"] = _REPLAYED
            content = response.get("content", {})
            if PROBLEM in content:
                content.pop("application/json", None)  # FastAPI's guess, for it knows the model
                if status in {"429", "503"}:
                    headers["Retry-After"] = _RETRY_AFTER
    for unused in ("HTTPValidationError", "ValidationError"):
        document.get("components", {}).get("schemas", {}).pop(unused, None)
    return document


def _operations(document: Described) -> Iterator[Described]:
    for methods in document["paths"].values():
        yield from methods.values()


def _problem(status: int) -> Described:
    described: Described = problem_responses(status)[status]
    return {name: described[name] for name in ("description", "content")}


_REQUEST_ID = header("Leads to the request in the logs: the caller's own, else a new one.")
_REPLAYED = header(
    "`true` when the answer is the stored one of the key's first request; else left out.",
    enum=["true"],
)
_RETRY_AFTER = header("Seconds after which to try again.", type="integer", minimum=0)
