"""Query parameters: declared as texts, read one by one, every fault named at once.

A framework that reads them into numbers and dates by itself stops at the first kind of fault,
before anybody can look whether `from` is before `to`. So an operation declares texts, described by
the schema of what they mean (`Parameter.schema`), and reads them with one `ParameterReader`.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    BeforeValidator,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from cashbeat.contracts.base import InstantInput
from cashbeat.contracts.payment import Currency, MethodCode, PaymentStatus
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.cursor import unreadable
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.problem_text import fault_text
from cashbeat.kit.currency import EXPONENTS
from cashbeat.kit.money import InvalidAmount, to_minor
from cashbeat.kit.shown import shown
from cashbeat.kit.time_buckets import UnknownTimeZone, zone

T = TypeVar("T")

MAX_VALUES = 20
"""Values that a parameter takes at most when it may come several times."""

_WHOLE = re.compile(r"(-?)0*([0-9]+)")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_MORE_DIGITS = 30
"""Digits of a whole number that is beyond all bounds, whatever follows them."""


class Parameter(Generic[T]):
    """What the text of a query parameter means: the Pydantic type that reads it, and its schema."""

    def __init__(self, kind: Any, **described: Any) -> None:
        self._adapter: TypeAdapter[T] = TypeAdapter(kind)
        schema = self._adapter.json_schema() | described
        self.one = {name: schema[name] for name in schema if name not in {"title", "description"}}

    @property
    def schema(self) -> WithJsonSchema:
        """The schema of one value."""
        return WithJsonSchema(self.one)

    @property
    def several(self) -> WithJsonSchema:
        """The schema of several values."""
        return WithJsonSchema({"type": "array", "maxItems": MAX_VALUES, "items": self.one})

    def read(self, text: str) -> T:
        """The value. Raises: ValidationError."""
        return self._adapter.validate_python(text)


def whole_number(least: int, most: int, default: int | None = None) -> Parameter[int]:
    """An integer within bounds, in plain digits."""
    kind = Annotated[int, BeforeValidator(_plain_whole), Field(ge=least, le=most)]
    return Parameter(kind) if default is None else Parameter(kind, default=default)


class ParameterReader:
    """Reads parameters one by one and collects what is wrong with them.

    What cannot be read is None, so that reading can go on; `finish` refuses it.
    """

    def __init__(self, noted: Sequence[FieldProblem] = ()) -> None:
        self.problems = list(noted)
        self._beside: list[FieldProblem] = []

    def fault(self, name: str, code: str, message: str) -> None:
        """A fault of the parameter of that name."""
        self.problems.append(FieldProblem(field=f"query.{name}", code=code, message=message))

    def finish(self) -> None:
        """Raises: InvalidRequest naming every fault."""
        if self.problems:
            raise InvalidRequest.of([*self.problems, *self._beside])

    def one(self, name: str, given: str | None, parameter: Parameter[T]) -> T | None:
        """The value; None when it was left out."""
        if given is None:
            return None
        try:
            return parameter.read(given)
        except ValidationError as error:
            self.fault(name, *fault_text(error.errors()[0]))
            return None

    def several(
        self, name: str, given: Sequence[str] | None, parameter: Parameter[T]
    ) -> tuple[T, ...]:
        """The different values, in order; none when they were left out."""
        texts = sorted(set(given or ()))
        if len(texts) > MAX_VALUES:
            self.fault(name, "too_many", f"may be given at most {MAX_VALUES} times")
        found = []
        for text in texts[:MAX_VALUES]:
            try:
                found.append(parameter.read(text))
            except ValidationError as error:
                code, message = fault_text(error.errors()[0])
                self.fault(name, code, f"{shown(text)!r} {message}")
        return tuple(found)

    def currency(self, given: str | None) -> str | None:
        """An ISO 4217 code in use."""
        if given is None or given in EXPONENTS:
            return given
        message = f"{shown(given)!r} is not an ISO 4217 currency code in use"
        self.fault("currency", "unknown_currency", message)
        return None

    def amounts(
        self, low: str | None, high: str | None, currency: str | None
    ) -> tuple[int | None, int | None]:
        """The amounts `minAmount` and `maxAmount` in minor units; None without a currency."""
        least = self._minor("minAmount", low, currency)
        most = self._minor("maxAmount", high, currency)
        if least is not None and most is not None and least > most:
            self.fault("minAmount", "empty_range", "`minAmount` must not be above `maxAmount`")
        return least, most

    def zone(self, given: str | None, default: ZoneInfo) -> ZoneInfo:
        """The IANA zone `tz`; the default also in place of an unknown one."""
        if given is None:
            return default
        try:
            return zone(given)
        except UnknownTimeZone:
            message = f"{shown(given)!r} is not an IANA time zone (try Europe/Kyiv or UTC)"
            self.fault("tz", "unknown_time_zone", message)
            return default

    def range(self, start: str | None, end: str | None) -> tuple[datetime | None, datetime | None]:
        """The moments `from` and `to` in UTC, to the millisecond. Their order is not looked at."""
        return self._instant("from", start), self._instant("to", end)

    def ordered_range(
        self, start: str | None, end: str | None
    ) -> tuple[datetime | None, datetime | None]:
        """The same, of which `from` must be before `to`."""
        since, until = self.range(start, end)
        if since and until and since >= until:
            self.fault("from", "empty_range", "`from` must be before `to`")
        return since, until

    def cursor(self, given: str | None) -> str | None:
        """The cursor of a page; an unreadable one is named beside other faults.

        That it is the only fault is found where it is used, and has a code of its own.
        """
        cursor = self.one("cursor", given, CURSOR)
        fault = None if cursor is None else unreadable(cursor)
        if fault is not None:
            self._beside.append(fault)
        return cursor

    def _minor(self, name: str, given: str | None, currency: str | None) -> int | None:
        amount = self.one(name, given, AMOUNT)
        if amount is None or currency is None:
            return None
        if amount == 0:
            return 0
        try:
            return to_minor(amount, currency)
        except InvalidAmount as error:
            self.fault(name, error.code, str(error))
            return None

    def _instant(self, name: str, given: str | None) -> datetime | None:
        value = self.one(name, given, INSTANT)
        return value and value.replace(microsecond=value.microsecond // 1000 * 1000)


def _plain_whole(text: str) -> int:
    written = _WHOLE.fullmatch(text)
    if not written:
        raise PydanticCustomError("wrong_type", "must be a whole number in plain digits: 50")
    return int(written[1] + written[2][:_MORE_DIGITS])


def _plain_decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise PydanticCustomError("wrong_type", "must be a number in plain digits: 12.50")
    return Decimal(text)


def _plain_flag(text: str) -> bool:
    if text not in {"true", "false"}:
        raise PydanticCustomError("wrong_type", "must be true or false")
    return text == "true"


INSTANT: Parameter[datetime] = Parameter(InstantInput, examples=["2026-03-01T00:00:00Z"])
ZONE: Parameter[str] = Parameter(str, examples=["Europe/Kyiv"])
CURRENCY: Parameter[str] = Parameter(Currency)
METHOD: Parameter[str] = Parameter(MethodCode)
STATUS: Parameter[PaymentStatus] = Parameter(PaymentStatus, examples=["failed"])
FLAG: Parameter[bool] = Parameter(Annotated[bool, BeforeValidator(_plain_flag)], examples=[True])
CURSOR: Parameter[str] = Parameter(Annotated[str, StringConstraints(max_length=500)])
AMOUNT: Parameter[Decimal] = Parameter(
    Annotated[
        Decimal,
        BeforeValidator(_plain_decimal),
        Field(ge=0),
        WithJsonSchema({"type": "number", "minimum": 0}),
    ],
    examples=[12.5],
)
