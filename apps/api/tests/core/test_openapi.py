"""The API keeps to its own description: schemathesis asks what OpenAPI allows, and what it forbids.

Every answer must have a declared status and content type, and a body of the declared schema.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cashbeat.contracts.access import PERMISSIONS
from cashbeat.contracts.export import schema as contract_schema
from cashbeat.core.settings import load_settings

pytestmark = pytest.mark.asyncio(loop_scope="module")

CHECKS: Any = [content_type_conformance, response_schema_conformance, status_code_conformance]
EXAMPLES = 8


def operations() -> Iterator[str]:
    """Labels such as `GET /api/payments` of all that is described, without touching a server."""
    from cashbeat.bootstrap import Application
    from cashbeat.embedded import DatabaseAddresses

    settings = load_settings(_env_file=None, environment="test")
    nowhere = DatabaseAddresses("mongodb://127.0.0.1:1", "redis://127.0.0.1:1")
    for path, methods in Application(settings, nowhere).app.openapi()["paths"].items():
        for method in methods:
            yield f"{method.upper()} {path}"


async def test_every_property_is_described(api: Any) -> None:
    """Of what REST says and of what travels on the sockets."""
    models = api.app.openapi()["components"]["schemas"] | contract_schema()["$defs"]
    assert [
        f"{name}.{field}"
        for name, model in sorted(models.items())
        for field, said in model.get("properties", {}).items()
        if not said.get("description")
    ] == []


def described(
    api: Any,
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """Every operation: its label, itself, its parameters by name, its responses."""
    for path, methods in api.app.openapi()["paths"].items():
        assert "head" not in methods
        for method, operation in methods.items():
            taken = {each["name"]: each for each in operation.get("parameters", [])}
            yield f"{method.upper()} {path}", operation, taken, operation["responses"]


async def test_every_operation_tells_its_headers_and_problems(
    api: Any, public_operations: frozenset[str]
) -> None:
    for label, operation, taken, responses in described(api):
        tenants = "security" in operation
        assert tenants != (label in public_operations), label
        assert ("X-Tenant-Id" in taken) == tenants, label
        assert not tenants or "404" in responses, label
        assert "422" in responses, label
        assert all(each.get("description") for each in taken.values()), label
        for status, response in responses.items():
            headers, content = response["headers"], response.get("content", {})
            assert "X-Request-Id" in headers, (label, status)
            assert all(each["description"] for each in headers.values()), (label, status)
            if label != "GET /health/ready" and int(status) >= 400:
                assert list(content) == ["application/problem+json"], (label, status)
                assert ("Retry-After" in headers) == (status in {"429", "503"}), (label, status)
            replays = "Idempotency-Key" in taken and status.startswith("2")
            assert ("Idempotent-Replayed" in headers) == replays, (label, status)
    assert "HTTPValidationError" not in api.app.openapi()["components"]["schemas"]


QUESTIONS = {"POST /api/alert-rules/preview"}
"""What changes nothing, although it is a POST: the question is too long for an address."""

MAKES_NOTHING = QUESTIONS | {
    "POST /api/webhooks/{webhookId}/test",
    "POST /api/alerts/{alertId}/acknowledge",
    "POST /api/alerts/{alertId}/assign",
    "POST /api/alerts/{alertId}/resolve",
    "POST /api/alerts/{alertId}/snooze",
    "POST /api/notifications/mark",
    "POST /api/customers/bulk",
    "POST /api/customers/{customerId}/merge",
    "POST /api/customers/{customerId}/restore",
    "POST /api/customers/{customerId}/charges/{chargeId}/cancel",
    "POST /api/customers/import/{importId}/commit",
    "POST /api/customers/import/{importId}/undo",
}
"""Trying a webhook twice is two tries; a repeated step of an alert, a charge or a merging customer
is refused by its `version`; what is restored, tagged, read, committed or undone already stays as it
is."""


async def test_what_creates_takes_a_key(api: Any) -> None:
    """But for the door: who signs in twice has two sessions, and an account is made once."""
    keyed = {label for label, _, taken, _ in described(api) if "Idempotency-Key" in taken}
    assert keyed == {
        label
        for label in set(operations()) - MAKES_NOTHING
        if label.startswith("POST ") and not label.startswith("POST /api/auth/")
    }


async def test_every_operation_says_what_it_takes_to_be_let_in(
    api: Any, public_operations: frozenset[str]
) -> None:
    for label, operation, taken, responses in described(api):
        if label in public_operations:
            continue
        assert operation["security"] == [{"bearer": []}], label
        assert {"401", "429"} <= responses.keys(), label
        permission = operation.get("x-permission")
        assert permission is None or permission in PERMISSIONS, label
        changes = not label.startswith("GET ") and label not in QUESTIONS
        assert (permission is not None or changes) == ("403" in responses), label
        personal = label.partition(" ")[2].startswith(("/api/auth/", "/api/organisations"))
        assert (permission is None) == (personal or label == "GET /api/roles"), label
        assert ("X-Change-Reason" in taken) == (permission is not None and changes), label


async def test_headers_of_single_operations_are_told(api: Any) -> None:
    told = {
        (label, status, name)
        for label, _, _, responses in described(api)
        for status, response in responses.items()
        for name in response["headers"]
    }
    assert told >= {
        ("POST /api/payments", "201", "Location"),
        ("GET /api/payments.csv", "200", "X-Total-Count"),
        ("POST /api/customers", "201", "Location"),
        ("GET /api/customers.csv", "200", "X-Total-Count"),
        ("POST /api/customers/import", "202", "Location"),
        ("GET /api/customers/import/{importId}/errors.xlsx", "200", "X-Total-Count"),
        ("GET /api/customers.xlsx", "200", "X-Total-Count"),
        ("GET /api/analytics/breakdown.csv", "200", "X-Total-Count"),
        *(
            (f"GET /api/analytics/{name}", status, "ETag")
            for name in ("metrics", "trends", "breakdown", "explain")
            for status in ("200", "304")
        ),
    }


async def test_filters_have_examples_or_name_their_values(api: Any) -> None:
    for label, _, taken, _ in described(api):
        for name, parameter in taken.items():
            schema = parameter["schema"]
            schema = schema.get("items", schema)
            if parameter["in"] != "query" or schema["type"] == "integer" or name == "cursor":
                continue
            assert schema.get("examples") or schema.get("enum"), (label, name)


async def ask(api: Any, case: Any) -> Any:
    """Send a generated request exactly as a client library would."""
    sent = requests.Request(**case.as_transport_kwargs(base_url="http://api")).prepare()
    body = sent.body.encode() if isinstance(sent.body, str) else sent.body
    return await api.http.request(
        sent.method, sent.url, content=body or b"", headers=dict(sent.headers)
    )


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("label", sorted(operations()))
async def test_answers_are_as_described(api: Any, label: str, mode: GenerationMode) -> None:
    method, path = label.split()
    schema = schemathesis.openapi.from_dict(api.app.openapi())
    operation = schema[path][method]
    cases: list[Any] = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(mode))
    def collect(case: Any) -> None:
        cases.append(case)

    breakable = {each.name for each in operation.iter_parameters()} - {"X-Tenant-Id"}
    nothing_to_break = mode is GenerationMode.NEGATIVE and not breakable
    with contextlib.suppress(Unsatisfiable) if nothing_to_break else contextlib.nullcontext():
        collect()
    assert cases or nothing_to_break
    for case in cases:
        answer = await ask(api, case)
        assert answer.status_code < 500, (answer.text, case.as_curl_command())
        case.validate_response(answer, checks=CHECKS)
