"""What is wrong with the choices for a file, told by themselves alone: all of it at once."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from cashbeat.contracts.importing import ImportProfile
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.body import Faulty, problems_of, read_body, values_of
from cashbeat.importing.convert import TEXT_READERS
from cashbeat.importing.field import CONSTANT_FIELDS
from cashbeat.importing.word import STATUSES, CurrencyWords, StatusWords, code_of
from cashbeat.kit.currency import EXPONENTS
from cashbeat.kit.shown import shown
from cashbeat.kit.time_buckets import UnknownTimeZone, zone
from cashbeat.tabular.moment import ORDERS
from cashbeat.tabular.option import is_date_pattern, is_delimiter, is_encoding
from cashbeat.tabular.value import Fault

_METHOD = re.compile(r"[a-z][a-z0-9_]{0,31}", re.ASCII)
P = TypeVar("P", bound=ImportProfile)


def read_choices(model: type[P], raw: object) -> tuple[P | None, list[FieldProblem]]:
    """The choices of a JSON value, or everything that is wrong with their shape and meaning."""
    body = read_body(model, raw)
    shape = [
        FieldProblem(
            field=problem.field.removesuffix(".[key]"), code=problem.code, message=problem.message
        )
        for problem in problems_of(body)
    ]
    meaning = [
        FieldProblem(field=field, code=code, message=message)
        for field, code, message in _faults(values_of(body), raw)
    ]
    if isinstance(body, Faulty) or meaning:
        return None, shape + meaning
    return body, []


_Found = Iterator[tuple[str, str, str]]
"""Field, code and message of each fault."""


def _faults(given: Mapping[str, Any], raw: object) -> _Found:
    """Tables are looked at as they were sent: one faulty entry must not hide the others."""
    columns, constants, words = (_table(raw, name) for name in ("columns", "constants", "words"))
    yield from _faults_of_values(given)
    for field in CONSTANT_FIELDS:
        if field in constants and field in columns:
            yield (
                f"constants.{field}",
                "column_and_constant",
                "is a column and a constant; it can be one",
            )
    yield from _faults_of_constants(constants, words)
    yield from _faults_of_words(words)


def _faults_of_values(given: Mapping[str, Any]) -> _Found:
    if (name := given.get("time_zone")) is not None:
        try:
            zone(name)
        except UnknownTimeZone as error:
            yield "timeZone", "unknown_time_zone", str(error)
    pattern = given.get("date_format")
    if pattern is not None and pattern not in ORDERS and not is_date_pattern(pattern):
        message = f"must be {', '.join(ORDERS)}, or a pattern of a whole date such as %d.%m.%Y"
        yield "dateFormat", "invalid_date_format", message
    if (name := given.get("encoding")) is not None and not is_encoding(name):
        yield "encoding", "unknown_encoding", f"{name[:40]!r} is no encoding of text that is known"
    mark = given.get("delimiter")
    if mark is not None and not is_delimiter(mark):
        yield (
            "delimiter",
            "invalid_delimiter",
            "must be a sign that stands between cells, such as ;",
        )


def _faults_of_constants(constants: Mapping[str, str], words: Mapping[str, Any]) -> _Found:
    readers = {
        "currency": CurrencyWords(_texts(words.get("currency"))).read,
        "status": StatusWords(_texts(words.get("status"))).read,
    }
    for field, value in constants.items():
        where = f"constants.{field}"
        if field not in CONSTANT_FIELDS or not value:
            continue
        if not value.strip():
            yield where, "blank", "must not be blank"
        elif field in readers and isinstance(unknown := readers[field](value), Fault):
            yield where, f"unknown_{field}", unknown.message
        elif field == "failure_code" and not code_of(value, 64):
            yield where, "invalid_failure_code", "must have a letter or digit of ASCII"
        elif field in TEXT_READERS and isinstance(fault := TEXT_READERS[field](value), Fault):
            yield where, fault.code, fault.message


def _faults_of_words(words: Mapping[str, Any]) -> _Found:
    for field, table in words.items():
        for word, ours in _texts(table).items():
            where = f"words.{shown(field)}.{shown(word)}"
            if field == "status" and ours not in STATUSES:
                yield where, "unknown_status", f"must be one of {', '.join(STATUSES)}"
            elif field == "currency" and ours.upper() not in EXPONENTS:
                yield where, "unknown_currency", f"{ours[:40]!r} is no ISO 4217 currency code"
            elif field == "method" and not _METHOD.fullmatch(ours):
                yield where, "invalid_method", f"{ours[:40]!r} is no code of a method"


def _table(raw: object, name: str) -> dict[str, Any]:
    table = raw.get(name) if isinstance(raw, Mapping) else None
    if name == "words":
        return dict(table) if isinstance(table, Mapping) else {}
    return _texts(table)


def _texts(table: object) -> dict[str, str]:
    if not isinstance(table, Mapping):
        return {}
    return {key: value for key, value in table.items() if isinstance(value, str)}
