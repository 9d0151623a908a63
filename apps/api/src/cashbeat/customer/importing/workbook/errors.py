"""The workbook of rows that were not imported: to be corrected in place and uploaded again."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from cashbeat.customer.importing.workbook.layout import CUSTOMERS_SHEET, HEADERS, WHAT_IS_WRONG
from cashbeat.tabular.number import read_written

_BAD = PatternFill("solid", fgColor="FFFFC7CE")
_HEADER_FILL = PatternFill("solid", fgColor="FF1F3A5F")
_HEADER_FONT = Font(bold=True, color="FFFFFFFF")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_WIDTH, _WIDTH_OF_FAULTS = 20, 60
_AMOUNT_FORMAT, _DAY_FORMAT, _TEXT_FORMAT = "#,##0.00##", "yyyy-mm-dd", "@"

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold, and what would be read as an escape of that (ECMA-376 22.4.2.4)."""


def build_errors(
    target: Path | IO[bytes],
    columns: Sequence[Mapping[str, Any]],
    rows: Iterable[Mapping[str, Any]],
    added: Collection[str] = (),
) -> None:
    """Write rows as a workbook of one sheet, in memory that does not grow with them.

    `columns` are those of `Reading`; the ones that are read are written under their own names, in
    their order, behind a first column that tells what is wrong. `rows` are shaped like `BadRow`,
    or like `GoodRow` with problems. `added` are fields that no column tells and that corrections
    gave.

    Cells are numbers and days where they were read as such, so that nothing depends on the order
    of day and month of the file they came from. Texts come back as they are, formulas too.
    """
    headers = _headers(columns, added)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(CUSTOMERS_SHEET)
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = _WIDTH_OF_FAULTS
    for place in range(2, len(headers) + 2):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
    new: Callable[[Any], Any] = lambda value: WriteOnlyCell(sheet, value=value)  # noqa: E731
    sheet.append([_head(new, text) for text in (WHAT_IS_WRONG, *headers.values())])
    for row in rows:
        at_fault = {problem["field"] for problem in row.get("problems", ())}
        sheet.append(
            [
                _told(new, row.get("problems", ()), headers),
                *(_cell(new, name, row, bad=name in at_fault) for name in headers),
            ]
        )
    book.save(target)


def _headers(columns: Sequence[Mapping[str, Any]], added: Collection[str]) -> dict[str, str]:
    """Field -> name of its column; one of ours where the file's own would not be read again."""
    names = [column["name"] for column in columns]
    found = {
        column["field"]: column["name"]
        if column["name"] and names.count(column["name"]) == 1
        else HEADERS[column["field"]]
        for column in sorted(columns, key=lambda column: int(column["position"]))
        if column["field"] is not None
    }
    wanted = {"name", *added}  # a new customer needs a name: there is a place to type it
    own = {name: text for name, text in HEADERS.items() if name in wanted and name not in found}
    return {**found, **own}


def _head(new: Callable[[Any], Any], text: str) -> Any:
    cell = _text(new, text)
    cell.font, cell.fill = _HEADER_FONT, _HEADER_FILL
    return cell


def _told(
    new: Callable[[Any], Any], problems: Sequence[Mapping[str, Any]], headers: Mapping[str, str]
) -> Any:
    """The column of what is wrong: a line for each fault."""
    lines = []
    for problem in problems:
        name = problem["field"]
        label = f"{headers.get(name) or HEADERS[name]}: " if name else ""
        lines.append(f"{label}{problem['message']} {problem['suggestion']}".strip())
    cell = _text(new, "\n".join(lines))
    cell.alignment = _WRAPPED
    if any(problem["field"] is None for problem in problems):
        cell.fill = _BAD
    return cell


def _cell(new: Callable[[Any], Any], name: str, row: Mapping[str, Any], *, bad: bool) -> Any:
    cell = _valued(new, name, row)
    if bad:
        cell.fill = _BAD
    return cell


def _valued(new: Callable[[Any], Any], name: str, row: Mapping[str, Any]) -> Any:
    text = row["cells"].get(name, "")
    kind = row.get("kinds", {}).get(name)
    typed = row.get("typed", {}).get(name) or _typed_of_good(name, text, row)
    is_amount = name == "outstanding_amount"
    if kind == "n" or (is_amount and typed is not None):
        number = _number(text if kind == "n" else typed)
        if number is not None:
            cell = new(number)
            cell.number_format = _AMOUNT_FORMAT if is_amount else "General"
            return cell
    if kind == "d" or (name == "due_date" and typed is not None):
        day = _day(text if kind == "d" else typed)
        if day is not None:
            cell = new(day)
            cell.number_format = _DAY_FORMAT
            return cell
    return _text(new, typed if is_amount and typed is not None else text)


def _typed_of_good(name: str, text: str, row: Mapping[str, Any]) -> str | None:
    """What the text of a row without a problem of its own means, apart from its file."""
    values = row.get("values", {})
    if name == "due_date":
        day: str | None = values.get("due_on")
        return day
    if name != "outstanding_amount" or "amount" not in values:
        return None
    written = read_written(text)
    if written is not None and written.said and "currency" in values:
        return f"{values['amount']} {values['currency']}"
    return str(values["amount"])


def _number(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None


def _day(text: str | None) -> date | None:
    try:
        day = None if text is None else date.fromisoformat(text)
    except ValueError:
        return None
    return day if day is not None and day.year >= 1900 else None


def _text(new: Callable[[Any], Any], text: str) -> Any:
    """A text that stays one: no program calculates it, and it is read back letter by letter."""
    cell = new(_UNSAFE.sub(_escaped, text))
    cell.data_type = "s"
    cell.number_format = _TEXT_FORMAT
    cell.quotePrefix = True
    return cell


def _escaped(match: re.Match[str]) -> str:
    letter = match[0]
    return "\ufffd" if letter in "\ufffe\uffff" else f"_x{ord(letter):04X}_"
