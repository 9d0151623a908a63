"""XLSX by calamine. Only ever run in the limited child process (`cashbeat.importing.child`)."""

import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import python_calamine

from cashbeat.importing.formulas import Places, part_of_sheet
from cashbeat.importing.option import ImportOptions
from cashbeat.importing.refusal import FileRefused, Reason, refused
from cashbeat.importing.source import (
    CHUNK_ROWS,
    MAX_CELL,
    MAX_COLUMNS,
    UNCOMPUTED,
    Cell,
    Row,
    cell_too_long,
    checked_header,
    no_header,
)
from cashbeat.importing.wording import Choice
from cashbeat.importing.xlsx_check import check_workbook


class XlsxSource:
    """One sheet of a workbook: the first visible one, or the one asked for."""

    kind = "xlsx"

    def __init__(self, path: Path, options: ImportOptions) -> None:
        _require_applicable(options)
        uncomputed = check_workbook(path)
        self.assumed: list[Reason] = []
        try:
            workbook = python_calamine.CalamineWorkbook.from_path(path)
            name = self._choose(workbook, options.sheet)
            self._sheet = workbook.get_sheet_by_name(name)
        except python_calamine.PasswordError:
            text = "the workbook has a password; save it without one"
            raise refused("workbook_protected", text) from None
        except python_calamine.CalamineError as error:
            raise refused("file_damaged", f"the workbook is damaged: {error}") from None
        self._uncomputed: Places = set()
        if any(uncomputed.values()):
            with zipfile.ZipFile(path) as archive:
                self._uncomputed = uncomputed.get(part_of_sheet(archive, name) or "", set())
        self.details = {"sheet": name}
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

    def chunks(self) -> Iterator[tuple[int, list[Row]]]:
        """Rows behind the header, blank ones as empty lists."""
        rows = self._sheet.iter_rows()
        for _ in islice(rows, self._header_row):
            pass
        self._read = self._header_row
        number = self._header_row + 1
        while chunk := [_cells(row, len(self.header)) for row in islice(rows, CHUNK_ROWS)]:
            if self._uncomputed:
                chunk = [self._marked(row, place) for place, row in enumerate(chunk, number)]
            yield number, chunk
            number += len(chunk)
            self._read += len(chunk)

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
        visible = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            and sheet.visible == python_calamine.SheetVisibleEnum.Visible
        ]
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


def _require_applicable(options: ImportOptions) -> None:
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


def _cells(row: list[Any], width: int) -> Row:
    cells = [_cell(value) for value in row]
    while len(cells) > width and cells[-1] == "":
        cells.pop()
    return cells if any(cells) else []


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
