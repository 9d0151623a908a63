"""A cell of a row, read: what stands in it, what it says, or what is wrong with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from cashbeat.customer.importing.reading.handover import Kind, Problem
from cashbeat.tabular.refusal import sentence
from cashbeat.tabular.source import UNCOMPUTED, Cell, Range
from cashbeat.tabular.value import FORMULA, Fault, shown
from cashbeat.tabular.wording import said


@dataclass(frozen=True, slots=True)
class CellFault(Fault):
    """A fault with a value that would be right and that the cell may well have meant."""

    proposal: str | None = None


class Read(NamedTuple):
    """What one cell came to.

    `text` is what stands there, `kind` what a workbook stores it as if it is no text. `value` is
    None of a blank cell and of one with a fault. `typed` is what a text means that is read by the
    marks and order of its file: a number as 1234.5, a day as 2026-12-31.
    """

    text: str
    kind: Kind | None = None
    value: Any = None
    fault: Fault | None = None
    typed: str | None = None


BLANK = Read("")


class Unseen(str):
    """A cell that a parser takes for empty, as the text that stands for it in our workbooks."""

    __slots__ = ()


_MERGED = re.compile(r"\(merged with ([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\)")
_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")
_FORMULA = str(UNCOMPUTED)


def merged(where: Range, name: Callable[[int, int], str]) -> Unseen:
    """What stands for a cell that is covered by others it is merged with."""
    top, left, bottom, right = where
    return Unseen(f"(merged with {name(left, top)}:{name(right, bottom)})")


def text_of(cell: Cell) -> tuple[str, Kind | None]:
    """What stands in a cell, fit to be stored, and what a workbook stores it as."""
    if isinstance(cell, str):
        text = cell.strip()
        return (text if text.isascii() else text.encode("utf-8", "replace").decode()), None
    if isinstance(cell, Decimal):
        return format(cell, "f"), "n"
    if isinstance(cell, datetime):
        if cell.time() == time():
            return cell.date().isoformat(), "d"
        return cell.isoformat(" ", "seconds"), None
    return str(cell), None


def unseen_fault(text: str) -> Fault | None:
    """What is wrong with a cell that holds no value but stands for why it has none."""
    if text[0] == "#" and _ERROR.fullmatch(text):
        return Fault(
            "cell_error",
            f"the cell holds the error {text}",
            "correct its formula, or type the value",
        )
    if text[0] == "(":
        if text == _FORMULA:
            return FORMULA
        if match := _MERGED.fullmatch(text):
            return Fault(
                "cell_merged",
                f"the cell is merged with others ({match[1]}); the first alone has a value",
                "unmerge the cells, and fill in each",
            )
    return None


def problem_of(field: str | None, text: str, fault: Fault) -> Problem:
    """A fault as it is handed over, in sentences."""
    suggestion = said(fault.suggestion, "http")
    return {
        "field": field,
        "value": shown(text),
        "code": fault.code,
        "message": sentence(said(fault.message, "http")),
        "suggestion": sentence(suggestion) if suggestion else "",
        "proposal": fault.proposal if isinstance(fault, CellFault) else None,
    }


CellReader = Callable[[Cell], Read]


def reader_of(value_of: Callable[[str, Cell], Any]) -> CellReader:
    """A reader of cells: `value_of(text, cell)` makes the value of one that is not blank, a Fault,
    or a whole Read."""

    def read(cell: Cell) -> Read:
        text, kind = text_of(cell)
        if not text:
            return BLANK
        fault = unseen_fault(text)
        if fault is not None:
            return Read(text, None, None, fault)
        value = value_of(text, cell)
        if isinstance(value, Read):
            return value
        if isinstance(value, Fault):
            return Read(text, kind, None, value)
        return Read(text, kind, value)

    return read
