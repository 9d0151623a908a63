"""No name and no message of Pydantic's reaches the wire."""

import inspect
import json
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core.core_schema import ErrorType

import cashbeat.contracts
from cashbeat.api import DESCRIPTION
from cashbeat.contracts.base import RequestModel
from cashbeat.contracts.export import schema
from cashbeat.core.http import field_problems
from cashbeat.core.problem_text import CODES, fault_text

FOREIGN = ("Input should", "Value error", "valid integer", "pydantic", "String should", "{")


def request_models() -> Iterator[type[RequestModel]]:
    for info in pkgutil.iter_modules(cashbeat.contracts.__path__):
        module = import_module(f"cashbeat.contracts.{info.name}")
        for _, model in inspect.getmembers(module, inspect.isclass):
            if issubclass(model, RequestModel) and model.__module__ == module.__name__:
                yield model


MODELS = list(request_models())


class AnyContext(defaultdict[str, Any]):
    """Whatever a message asks for."""

    def __init__(self) -> None:
        super().__init__(lambda: 1)


@pytest.mark.parametrize("kind", get_args(ErrorType))
def test_every_error_of_pydantic_has_a_code_of_ours(kind: str) -> None:
    error = {"type": kind, "msg": "Value error, as a validator of ours says", "ctx": AnyContext()}
    code, message = fault_text(error)
    assert code in CODES
    assert not any(word in message for word in FOREIGN)


def test_every_regular_expression_of_a_request_is_told_in_words() -> None:
    patterns: set[str] = set()
    json.loads(json.dumps(schema()), object_hook=lambda it: patterns.add(it.get("pattern", "")))
    assert patterns > {r"^[A-Z]{3}$"}
    unknown = fault_text({"type": "string_pattern_mismatch", "ctx": {"pattern": "nobody's"}})
    for pattern in patterns - {""}:
        error = {"type": "string_pattern_mismatch", "ctx": {"pattern": pattern}}
        assert fault_text(error) != unknown, pattern


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


@given(st.sampled_from(MODELS), st.data())
def test_whatever_is_sent_is_told_in_our_words(model: type[RequestModel], data: Any) -> None:
    names = [info.alias for info in model.model_fields.values()]
    body = data.draw(values | st.dictionaries(st.sampled_from([*names, "other"]), values))
    try:
        model.model_validate(body)
    except ValidationError as error:
        for fault in field_problems(error.errors()):
            assert fault.code in CODES
            assert not any(word in fault.message for word in FOREIGN[:-1])


def test_every_code_is_listed_in_the_description_of_the_api() -> None:
    assert all(f"| `{code}` | {meaning} |" in DESCRIPTION for code, meaning in CODES.items())


@pytest.mark.parametrize(
    ("kind", "context", "message"),
    [
        ("too_short", {"min_length": 1}, "must have at least 1 entry"),
        ("too_short", {"min_length": 2}, "must have at least 2 entries"),
        ("string_too_long", {"max_length": 1}, "must have at most 1 character"),
        ("string_too_long", {"max_length": 11}, "must have at most 11 characters"),
    ],
)
def test_one_is_told_in_the_singular(kind: str, context: dict[str, int], message: str) -> None:
    assert fault_text({"type": kind, "ctx": context})[1] == message
