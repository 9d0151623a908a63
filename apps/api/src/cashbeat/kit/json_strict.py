"""JSON as RFC 8259 means it, for bodies that carry money.

The standard parser takes NaN, lets the last of two equal keys win, and hands on lone surrogates
that later break BSON and UTF-8 encoders. All of these are refused here (reliability rule 17).
Numbers with a fraction become ``Decimal``, so that no amount passes through a float.
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NoReturn

from cashbeat.kit.shown import shown

MAX_DEPTH = 32
_INT64 = 1 << 63


class InvalidJson(ValueError):
    """A body that is not the JSON we take; the message says what is wrong and where."""


def loads(body: bytes) -> Any:
    """Parse UTF-8 JSON into dict, list, str, int, Decimal, bool and None.

    Raises: InvalidJson for anything else: bad syntax or UTF-8, duplicate keys, NaN or Infinity,
            integers beyond 64 bits, NUL or lone surrogates in text, more than 32 levels.
    """
    try:
        text = body.decode("utf-8")
        value = json.loads(
            text,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
    except InvalidJson:
        raise
    except UnicodeDecodeError as error:
        raise InvalidJson(f"the body is not UTF-8 at byte {error.start}") from None
    except RecursionError:
        raise InvalidJson(f"the body is nested deeper than {MAX_DEPTH} levels") from None
    except ValueError as error:
        raise InvalidJson(f"the body is not JSON: {error}") from None
    _check(value, 1)
    return value


def _check(value: Any, depth: int) -> None:
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict):
        _check_depth(depth)
        for key, item in value.items():
            _check_text(key)
            _check(item, depth + 1)
    elif isinstance(value, list):
        _check_depth(depth)
        for item in value:
            _check(item, depth + 1)


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise InvalidJson(f"the body is nested deeper than {MAX_DEPTH} levels")


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise InvalidJson("a text holds the character NUL")
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise InvalidJson("a text holds half of a surrogate pair") from None


def _decimal(text: str) -> Decimal:
    if len(text) > 64:
        raise InvalidJson("a number is longer than 64 characters")
    number = Decimal(text)
    if number and not -32 <= number.adjusted() <= 32:
        raise InvalidJson(f"the number {text} is out of range")
    return number


def _integer(text: str) -> int:
    if len(text) > 20 or not -_INT64 <= int(text) < _INT64:
        raise InvalidJson("an integer is beyond 64 bits")
    return int(text)


def _constant(text: str) -> NoReturn:
    raise InvalidJson(f"{text} is not a JSON number")


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise InvalidJson(f"the key {shown(key)!r} appears twice")
        result[key] = value
    return result
