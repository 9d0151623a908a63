"""JSON as RFC 8259 means it, for bodies that carry money.

The standard parser takes NaN, lets the last of two equal keys win, and hands on lone surrogates
that later break BSON and UTF-8 encoders. All of these are refused here (reliability rule 17).
A number that is no integer of 64 bits becomes a ``Decimal``, so that no amount passes through a
float. However large or precise it is, it is read: its field says what is wrong with it.
"""

import json
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, InvalidOperation
from typing import Any, NoReturn

from cashbeat.kit.shown import shown

MAX_DEPTH = 32
MAX_VALUES = 100_000
"""Values of one body: a batch of 5,000 payments with every field has half as many."""
MAX_KEYS = 1_000
"""Keys of one object: no request has more than ten fields."""

_QUOTES_AT_ONCE = 10_000
_INT64 = 1 << 63
_EXACT = Context(prec=64, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Rounds no number of 64 characters; longer ones are left as they are written."""


class InvalidJson(ValueError):
    """A body that is not the JSON we take; the message says what is wrong and where."""


class TooComplex(InvalidJson):
    """A body of more values than we take; to read and to judge it would keep others waiting."""


def loads(body: bytes) -> Any:
    """Parse UTF-8 JSON into dict, list, str, int (64 bits), Decimal, bool and None.

    Equal numbers are read alike, whichever way they are written: 12.340 as 12.34, 1e3 as 1000.
    Raises: InvalidJson for anything else: bad syntax or UTF-8, duplicate keys, NaN or Infinity,
            NUL or lone surrogates in text, more than 32 levels. TooComplex for more than 100,000
            values, or 1,000 keys in an object.
    """
    _check_size(body)
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


def _check_size(body: bytes) -> None:
    """Count values by what stands between them, before any is made. Raises: TooComplex."""
    if _separators(body) <= MAX_VALUES:
        return
    rest, count = body.replace(rb"\\", b"").replace(rb"\"", b""), 0
    while rest and count <= MAX_VALUES:
        # Of what stands between quotes, every other part is text. In pieces: threads take turns.
        *parts, rest = [*rest.split(b'"', _QUOTES_AT_ONCE), b""][: _QUOTES_AT_ONCE + 1]
        count += _separators(b"".join(parts[::2]))
    if count > MAX_VALUES:
        raise TooComplex(f"The body holds more than {MAX_VALUES:,} values.")


def _separators(body: bytes) -> int:
    return body.count(b",") + body.count(b"[") + body.count(b"{")


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


def _decimal(text: str) -> Decimal | int:
    try:
        number = Decimal(text)
    except InvalidOperation:
        # An exponent of more than 18 digits. Any that no field holds stands for it.
        mantissa, _, exponent = text.lower().partition("e")
        number = Decimal(f"{mantissa}e{'-' if exponent.startswith('-') else ''}999999")
    if len(text) > _EXACT.prec:
        return number
    number = _EXACT.normalize(number)
    whole = number.as_tuple().exponent in range(19) and -_INT64 <= number < _INT64
    return int(number) if whole else number


def _integer(text: str) -> Decimal | int:
    if len(text) > 20 or not -_INT64 <= int(text) < _INT64:
        return Decimal(text)
    return int(text)


def _constant(text: str) -> NoReturn:
    raise InvalidJson(f"{text} is not a JSON number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MAX_KEYS:
        raise TooComplex(f"An object of the body has more than {MAX_KEYS:,} keys.")
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise InvalidJson(f"the key {shown(key)!r} appears twice")
        result[key] = value
    return result
