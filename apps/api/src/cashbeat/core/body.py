"""Request bodies read as far as they go, so that a fault of shape hides no fault of meaning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Annotated, Any, Generic, TypeVar, get_args

from pydantic import (
    GetCoreSchemaHandler,
    TypeAdapter,
    ValidationError,
    ValidatorFunctionWrapHandler,
)
from pydantic_core import CoreSchema, core_schema

from cashbeat.contracts.base import RequestModel
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.errors import MAX_FAULTS
from cashbeat.core.http import field_problems

M = TypeVar("M", bound=RequestModel)


@dataclass(frozen=True, slots=True)
class Faulty(Generic[M]):
    """A JSON object that is no `M`: what is wrong with it, and what can be read all the same.

    `values` holds the fields without a fault, under their names in the model, defaults included.
    """

    problems: tuple[FieldProblem, ...]
    values: Mapping[str, Any]


class _KeepFaults:
    """Makes Pydantic read `M | Faulty[M]`: described as `M`, and an `M` wherever it can be one."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        model = get_args(source)[0]
        read = partial(_read, model)
        return core_schema.no_info_wrap_validator_function(read, handler.generate_schema(model))


Given = Annotated[M | Faulty[M], _KeepFaults()]
"""The body of an endpoint whose service has more to say about fields than their shape.

What is no JSON object at all is refused by FastAPI as ever: there is nothing to read in it.
"""


def read_body(model: type[M], raw: object, most: int = MAX_FAULTS) -> M | Faulty[M]:
    """A parsed body as the model, else its faults, of which `most` will be listed."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        return _faulty(model, raw, error, most)


def values_of(body: M | Faulty[M]) -> Mapping[str, Any]:
    """The fields that can be read: of a sound body all of them."""
    return body.values if isinstance(body, Faulty) else dict(body)


def problems_of(body: M | Faulty[M]) -> list[FieldProblem]:
    """The faults of shape, to which those of meaning may be added."""
    return list(body.problems) if isinstance(body, Faulty) else []


def and_faults(body: M | Faulty[M], noted: Sequence[FieldProblem]) -> M | Faulty[M]:
    """The body, faulty when another part of its request is."""
    if not noted:
        return body
    return Faulty((*noted, *problems_of(body)), values_of(body))


def _read(model: type[M], raw: object, validate: ValidatorFunctionWrapHandler) -> M | Faulty[M]:
    try:
        sound: M = validate(raw)
    except ValidationError as error:
        if not isinstance(raw, Mapping):
            raise
        return _faulty(model, raw, error)
    return sound


def _faulty(
    model: type[M], raw: object, error: ValidationError, most: int = MAX_FAULTS
) -> Faulty[M]:
    faults = error.errors(include_url=False)
    listed = [{**fault, "loc": ("body", *fault["loc"])} for fault in faults[:most]]
    problems = field_problems([*listed, *faults[most:]], most)
    if not isinstance(raw, Mapping):
        return Faulty(tuple(problems), {})
    wrong = {fault["loc"][0] for fault in faults if fault["loc"]}
    values = {
        name: adapter.validate_python(raw[alias])
        if alias in raw
        else info.get_default(call_default_factory=True)
        for name, info in model.model_fields.items()
        for alias, adapter in [_reader(model, name)]
        if alias not in wrong
    }
    return Faulty(tuple(problems), values)


@cache
def _reader(model: type[RequestModel], name: str) -> tuple[str, TypeAdapter[Any]]:
    """A field's name on the wire, and what reads it alone."""
    info = model.model_fields[name]
    return info.alias or name, TypeAdapter(info.rebuild_annotation())
