"""Texts of a customer: held to exactly what the API asks of the same fields."""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cashbeat.contracts.customer_fields import (
    MAX_TAGS,
    AddressInput,
    CustomerName,
    EmailInput,
    ExternalId,
    NotesInput,
    PhoneInput,
    TagsInput,
)
from cashbeat.customer.importing.reading.cell import CellFault, reader_of
from cashbeat.customer.importing.reading.column import ColumnReader, any_column, text_column
from cashbeat.tabular.source import Cell
from cashbeat.tabular.value import Fault

_SHORTENED = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+?\d{1,3}", re.IGNORECASE | re.ASCII)
_EXACT_BELOW = Decimal(10) ** 15
"""A spreadsheet keeps 15 digits of a number; those behind them become noughts."""

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
_BETWEEN_TAGS = re.compile(r"[,;\n]")

ValueOf = Callable[[str, Cell], Any]

_NO_CONTROL = r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]"
_IN_LINES = r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]"
_IN_EMAIL = r"[\x21-\x2b\x2d-\x3a=?A-~]"
_NOT_UNSEEN = r"(?![#(])"
_GOOD = {
    "name": rf"{_NOT_UNSEEN}{_NO_CONTROL}{{0,200}}",
    "external_id": rf"{_NOT_UNSEEN}(?![+-]?\d(?:[.,]\d+)?[eE]){_NO_CONTROL}{{0,128}}",
    "email": rf"(?:(?=.{{0,254}}$){_IN_EMAIL}+@{_IN_EMAIL}+\.[\x21-\x2b\x2d/-:=?A-~]+)?",
    "phone": r"(?:(?=.{3,40}$)[+(]?[0-9][0-9 ()/.-]*[0-9])?",
    "address": rf"{_NOT_UNSEEN}{_IN_LINES}{{0,500}}",
    "notes": rf"{_NOT_UNSEEN}{_IN_LINES}{{0,5000}}",
}
"""Field -> a pattern of trimmed texts that are surely what the API takes, and of no text at all.

It is there for speed alone: what it does not take is asked of the API's own types.
"""


def text_columns() -> dict[str, ColumnReader]:
    """Field -> what reads its columns."""
    readers = {
        "name": _one_line(TypeAdapter(CustomerName)),
        "external_id": _digits_kept(_one_line(TypeAdapter(ExternalId))),
        "email": _email,
        "phone": _digits_kept(_phone),
        "address": _lines(TypeAdapter(AddressInput)),
        "notes": _lines(TypeAdapter(NotesInput)),
    }
    columns = {
        name: text_column(re.compile(_GOOD[name]), reader_of(value_of))
        for name, value_of in readers.items()
    }
    return columns | {
        "agent_email": columns["email"],
        "tags": any_column(reader_of(_tags)),
    }


def _checked(adapter: TypeAdapter[Any], value: Any) -> Any:
    """What the API makes of a value, or the Fault that it finds first."""
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
    context = first.get("ctx", {})
    if first["type"] == "string_too_long":
        return _too_long(len(first["input"].strip()), context["max_length"])
    if first["type"] == "string_unicode":
        return Fault("text_invalid", "the text is not valid Unicode", "type it again")
    if first["type"] == "too_long":
        message = f"there are {context['actual_length']:,} tags; at most {MAX_TAGS} fit"
        return Fault("too_many_tags", message, "keep fewer")
    return Fault("text_invalid", _CONTROL, "type it again without it")


_CONTROL = "the text holds a control character"


def _too_long(length: int, most: int) -> Fault:
    message = f"the text has {length:,} characters; at most {most:,} fit"
    return Fault("text_too_long", message, "shorten it")


def _raw(text: str, cell: Cell) -> str:
    """The text, as it was before it was made fit to be stored."""
    return str(cell) if isinstance(cell, str) else text


def _meant(adapter: TypeAdapter[str], text: str) -> str | None:
    """A text as a proposal, if it is right at last."""
    value = _checked(adapter, text)
    return None if isinstance(value, Fault) else value


def _lines(adapter: TypeAdapter[str]) -> ValueOf:
    return lambda text, cell: _checked(adapter, _raw(text, cell))


def _one_line(adapter: TypeAdapter[str]) -> ValueOf:
    def value_of(text: str, cell: Cell) -> str | Fault:
        value: str | Fault = _checked(adapter, _raw(text, cell))
        if not isinstance(value, Fault) or value.message != _CONTROL:
            return value
        proposal = _meant(adapter, " ".join(text.split()))
        if proposal is None or not _LINE_END.search(text):
            return value
        message = "the text has several lines or a tab; it can have one line"
        return CellFault("text_invalid", message, "put it on one line", proposal)

    return value_of


_LINE_END = re.compile(r"[\n\r\t]")


def _digits_kept(value_of: ValueOf) -> ValueOf:
    """The same for a text of digits, out of which a spreadsheet may have made something else."""

    def kept(text: str, cell: Cell) -> Any:
        message = None
        if isinstance(cell, Decimal) and abs(cell) >= _EXACT_BELOW:
            code = "number_rounded"
            message = "the number has more than 15 digits, of which a spreadsheet loses the last"
        elif isinstance(cell, datetime | time):
            code, message = "text_is_date", "a spreadsheet made a date of this"
        elif isinstance(cell, str) and _SHORTENED.fullmatch(text):
            code = "number_shortened"
            message = "a spreadsheet shortened this number; its digits are lost"
        if message is None:
            return value_of(text, cell)
        return Fault(code, message, "format the column as text, and type it again")

    return kept


_EMAIL = TypeAdapter(EmailInput)
_AT = re.compile(r"\s*[(\[{<]\s*(?:at|@)\s*[)\]}>]\s*|\s+at\s+(?=[^\s@]+\.[^\s@]+$)", re.IGNORECASE)
_DOT = re.compile(r"\s*[(\[{]\s*(?:dot|\.)\s*[)\]}]\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[^<>]*<([^<>]+)>")


def _email(text: str, cell: Cell) -> str | Fault:
    value: str | Fault = _checked(_EMAIL, _raw(text, cell))
    if not isinstance(value, Fault) or value.message != _CONTROL:
        return value
    if text.count("@") > 1:
        message = "there is more than one e-mail address"
        return Fault("email_invalid", message, "keep one; others may go to the notes")
    advice = "type an address such as name@example.com"
    return CellFault("email_invalid", "this is no e-mail address", advice, _meant_email(text))


def _meant_email(text: str) -> str | None:
    match = _IN_BRACKETS.fullmatch(text)
    meant = match[1] if match is not None else text
    meant = _AT.sub("@", _DOT.sub(".", meant))
    meant = re.sub(r"^\s*mailto:", "", meant, flags=re.IGNORECASE)
    meant = re.sub(r"\s*([@.])\s*", r"\1", meant)
    return _meant(_EMAIL, meant.strip(" \u00a0.,;:'\"<>()"))


_PHONE = TypeAdapter(PhoneInput)
_PHONE_WORD = re.compile(
    r"^(?:tel|telefon|telephone|phone|mobile?|fon|тел|моб)[.:\s]+", re.IGNORECASE
)


def _phone(text: str, cell: Cell) -> str | Fault:
    value: str | Fault = _checked(_PHONE, _raw(text, cell))
    if not isinstance(value, Fault) or value.message != _CONTROL:
        return value
    meant = unicodedata.normalize("NFKC", text).translate(_DASHES)
    meant = " ".join(_PHONE_WORD.sub("", meant).split()).rstrip(".,;")
    advice = "type a number such as +49 30 901820"
    return CellFault("phone_invalid", "this is no phone number", advice, _meant(_PHONE, meant))


_TAGS = TypeAdapter(TagsInput)


def _tags(text: str, cell: Cell) -> list[str] | Fault | None:
    tags = [part for part in map(str.strip, _BETWEEN_TAGS.split(_raw(text, cell))) if part]
    value: list[str] | Fault = _checked(_TAGS, tags)
    return value or None
