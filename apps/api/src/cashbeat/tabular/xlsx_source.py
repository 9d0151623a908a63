"""XLSX by calamine. Only ever run in the limited child process (`tabular.child`)."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import python_calamine
from defusedxml import DefusedXmlException

from cashbeat.tabular.formulas import Places, part_of_sheet
from cashbeat.tabular.option import SourceOptions
from cashbeat.tabular.refusal import FileRefused, Reason, refused
from cashbeat.tabular.source import (
    CHUNK_ROWS,
    MAX_CELL,
    MAX_COLUMNS,
    UNCOMPUTED,
    Cell,
    Oddities,
    Row,
    cell_too_long,
    checked_header,
    no_header,
)
from cashbeat.tabular.wording import Choice
from cashbeat.tabular.xlsx_check import SheetFacts, WorkbookFacts, check_workbook


class XlsxSource:
    """One sheet of a workbook: the first visible one, or the one asked for."""

    kind = "xlsx"

    def __init__(self, path: Path, options: SourceOptions) -> None:
        _require_applicable(options)
        facts = check_workbook(path)
        self.assumed: list[Reason] = []
        self.oddities = Oddities(macros=facts.macros, from_1904=facts.from_1904)
        try:
            workbook = python_calamine.CalamineWorkbook.from_path(path)
            name = self._choose(workbook, options.sheet)
            self._sheet = workbook.get_sheet_by_name(name)
        except python_calamine.PasswordError:
            text = "the workbook has a password; save it without one"
            raise refused("workbook_protected", text) from None
        except (python_calamine.CalamineError, python_calamine.WorksheetNotFound) as error:
            raise refused("file_damaged", f"the workbook is damaged: {error}") from None
        except FileRefused as refusal:
            refusal.sheets = self.oddities.sheets
            raise
        sheet = _facts_of(path, facts, name)
        self._uncomputed: Places = sheet.uncomputed
        self.details = {"sheet": name}
        try:
            self._require_table(name)
        except FileRefused as refusal:
            refusal.sheets = self.oddities.sheets
            raise
        self._note_oddities(sheet)

    def _require_table(self, name: str) -> None:
        start = self._sheet.start
        if start is None:
            raise refused("sheet_empty", f"the sheet {name!r} is empty", Choice("sheet"))
        if self._sheet.width > MAX_COLUMNS:
            text = f"the sheet has {self._sheet.width} columns; at most {MAX_COLUMNS} are read"
            raise refused("too_many_columns", text)
        self._height = max(self._sheet.height, 1)
        self._read = 0
        self._first_column = start[1] + 1
        self.header, self._header_row = self._read_header()

    def _note_oddities(self, sheet: SheetFacts) -> None:
        odd, header = self.oddities, self._header_row
        odd.first_column = self._first_column
        odd.hidden_rows = {row for row in sheet.hidden_rows if row > header}
        odd.errors = sheet.errors
        odd.merges = sorted(
            (first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
            for first, last in self._sheet.merged_cell_ranges or ()
            if last[0] >= header
        )

    def chunks(self) -> Iterator[tuple[int, list[Row]]]:
        """Rows behind the header, blank ones as empty lists."""
        rows = self._sheet.iter_rows()
        for _ in islice(rows, self._header_row):
            pass
        self._read = self._header_row
        number = self._header_row + 1
        while values := list(islice(rows, CHUNK_ROWS)):
            chunk = _rows(values, len(self.header))
            if self._uncomputed:
                chunk = [self._marked(row, place) for place, row in enumerate(chunk, number)]
            yield number, chunk
            number += len(chunk)
            self._read += len(chunk)

    def raw(self, index: int) -> Iterator[tuple[int, Any]]:
        """The cells of a column: texts, floats, dates."""
        number = self._header_row + 1
        for row in islice(self._sheet.iter_rows(), self._header_row, None):
            yield number, row[index]
            number += 1

    def _marked(self, row: Row, number: int) -> Row:
        """The row with its formulas that have no value; they read as empty cells."""
        cells = list(row) or [""] * len(self.header)
        for place in range(len(cells)):
            if (number, self._first_column + place) in self._uncomputed:
                cells[place] = UNCOMPUTED
        return cells if any(cells) else []

    def share_read(self) -> float:
        """By rows."""
        return min(self._read / self._height, 1.0)

    def _choose(self, workbook: Any, wanted: str | None) -> str:
        tables = [
            sheet
            for sheet in workbook.sheets_metadata
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        shown = python_calamine.SheetVisibleEnum.Visible
        visible = [sheet.name for sheet in tables if sheet.visible == shown]
        self.oddities.sheets = visible
        self.oddities.hidden_sheets = [each.name for each in tables if each.visible != shown]
        if wanted is not None:
            if wanted not in workbook.sheet_names:
                names = ", ".join(repr(name) for name in workbook.sheet_names[:10])
                text = f"there is no sheet {wanted!r}; there are {names}"
                raise refused("sheet_unknown", text, Choice("sheet"))
            return wanted
        if not visible:
            raise refused("sheet_missing", "the workbook has no visible sheet", Choice("sheet"))
        if len(visible) > 1:
            others = ", ".join(repr(name) for name in visible[1:6])
            other = Choice("sheet", visible[1])
            text = f"Only the sheet {visible[0]!r} is read, not {others}; for another say "
            self.assumed.append(Reason("sheet_assumed", (text, other), other))
        return str(visible[0])

    def _read_header(self) -> tuple[list[str], int]:
        for number, row in enumerate(islice(self._sheet.iter_rows(), 100), 1):
            cells = [_cell(value) for value in row]
            if any(cells):
                return checked_header(cells), number
        raise no_header()


def _facts_of(path: Path, facts: WorkbookFacts, name: str) -> SheetFacts:
    """What the check saw of the sheet of that name."""
    if not any(
        each.uncomputed or each.errors or each.hidden_rows for each in facts.sheets.values()
    ):
        return SheetFacts()
    try:
        with zipfile.ZipFile(path) as archive:
            part = part_of_sheet(archive, name)
    except (KeyError, ParseError, DefusedXmlException) as error:
        raise refused("file_damaged", f"the workbook is damaged: {error}") from None
    return facts.sheets.get(part or "", SheetFacts())


def _require_applicable(options: SourceOptions) -> None:
    given = {"encoding": options.encoding, "delimiter": options.delimiter}
    reasons = [
        Reason(
            "option_not_applicable",
            f"this is a workbook, which has no {name} to choose; leave it out",
            Choice(name),
        )
        for name, value in given.items()
        if value is not None
    ]
    if reasons:
        raise FileRefused(*reasons)


def _rows(values: list[list[Any]], width: int) -> list[Row]:
    """Rows as a parser gives them, all of one length, as cells; a column at a time, for speed."""
    rows: list[Row] = list(zip(*map(_column, zip(*values, strict=True)), strict=True))
    if len(values[0]) > width:
        rows = [_trimmed(row, width) for row in rows]
    return [row if any(row) else [] for row in rows]


def _column(values: Sequence[Any]) -> Sequence[Cell]:
    if set(map(type, values)) == {str} and max(map(len, values)) <= MAX_CELL:
        return values
    return [_cell(value) for value in values]


def _trimmed(row: Row, width: int) -> Row:
    end = len(row)
    while end > width and row[end - 1] == "":
        end -= 1
    return row[:end]


def _cell(value: Any) -> Cell:
    """A cell as text, or as the number, date or time it is. Numbers keep Excel's 15 digits."""
    kind = type(value)
    if kind is str:
        if len(value) > MAX_CELL:
            raise cell_too_long()
        return str(value)
    if kind is float or kind is int:
        return Decimal(f"{value:.15g}")
    if kind is bool:
        return "TRUE" if value else "FALSE"
    return _moment(value)


def _moment(value: Any) -> Cell:
    if isinstance(value, datetime):
        return _to_millisecond(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 (a wall clock)
    if isinstance(value, timedelta):
        return (datetime(2000, 1, 1, tzinfo=UTC) + value).time() if value.days == 0 else str(value)
    return value if isinstance(value, time) else str(value)


def _to_millisecond(value: datetime) -> datetime:
    """Excel keeps days as a double, about a microsecond off; a millisecond is what it means."""
    return value + timedelta(
        microseconds=(500 + value.microsecond) // 1000 * 1000 - value.microsecond
    )
