"""The API keeps to its own description: schemathesis asks what OpenAPI allows, and what it forbids.

Every answer must have a declared status and content type, and a body of the declared schema.
"""

import contextlib
import inspect
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

from cashbeat.contracts import importing
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
    pending = {
        name
        for name, model in inspect.getmembers(importing, inspect.isclass)
        if model.__module__ == importing.__name__
    }
    assert [
        f"{name}.{field}"
        for name, model in sorted(models.items())
        for field, said in model.get("properties", {}).items()
        if not said.get("description") and name not in pending
    ] == []


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

    nothing_to_break = mode is GenerationMode.NEGATIVE and not list(operation.iter_parameters())
    with contextlib.suppress(Unsatisfiable) if nothing_to_break else contextlib.nullcontext():
        collect()
    assert cases or nothing_to_break
    for case in cases:
        answer = await ask(api, case)
        assert answer.status_code < 500, (answer.text, case.as_curl_command())
        case.validate_response(answer, checks=CHECKS)
