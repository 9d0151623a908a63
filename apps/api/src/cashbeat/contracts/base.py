"""Base classes and field types of every wire model."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

import msgspec
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

_RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d([.,]\d+)?)?([Zz]|[+-]\d\d:?\d\d)", re.ASCII
)

ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f]*$"
"""A text without control characters."""

LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"
"""The same, line breaks and tabs allowed."""


class WireModel(BaseModel):
    """A model the API sends: camelCase names, immutable, every field present."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        frozen=True,
        json_schema_serialization_defaults_required=True,
    )


class RequestModel(BaseModel):
    """A model the API takes: camelCase names only, unknown fields refused."""

    model_config = ConfigDict(alias_generator=to_camel, frozen=True, extra="forbid")


def format_instant(instant: datetime) -> str:
    """RFC 3339 in UTC with milliseconds: ``2026-03-01T08:15:00.000Z``."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("wrong_type", "must be a JSON number")
    return Decimal(repr(value)) if isinstance(value, float) else value


def _text_instant(value: Any) -> Any:
    if isinstance(value, datetime) or (isinstance(value, str) and _RFC_3339.fullmatch(value)):
        return value
    raise PydanticCustomError(
        "invalid_instant",
        "must be a date and time of RFC 3339 with an offset, such as 2026-03-01T00:00:00Z",
    )


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError(
            "invalid_instant", "must lie between the years 1 and 9999 in UTC"
        ) from None


Instant = Annotated[
    datetime,
    PlainSerializer(format_instant, return_type=str, when_used="unless-none"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A moment the API sends."""

InstantInput = Annotated[AwareDatetime, BeforeValidator(_text_instant), AfterValidator(_in_utc)]
"""A moment the API takes: RFC 3339, with an offset; in UTC once it is read."""

Amount = Annotated[
    Decimal,
    PlainSerializer(lambda amount: amount, return_type=Decimal),
    WithJsonSchema({"type": "number"}),
]
"""Money the API sends: a JSON number in major units with the currency's ISO 4217 decimals."""

AmountInput = Annotated[
    Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})
]
"""Money the API takes: a JSON number in major units."""

Figure = Annotated[
    Decimal,
    PlainSerializer(lambda figure: figure, return_type=Decimal),
    WithJsonSchema({"type": "number"}),
]
"""A fraction, a count or money in major units that the API sends: a JSON number."""

FigureInput = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(ge=0, le=10**12),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 10**12}),
]
"""The same that the API takes."""

_encoder = msgspec.json.Encoder(decimal_format="number")


def encode_json(value: Any) -> bytes:
    """JSON bytes of plain values and wire models; decimals become numbers, digits kept (12.50)."""
    return _encoder.encode(to_plain(value))


def to_plain(value: Any) -> Any:
    """A wire model (or a list of them) as dicts under its wire names."""
    if isinstance(value, BaseModel):
        return value.model_dump(by_alias=True)
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    return value
