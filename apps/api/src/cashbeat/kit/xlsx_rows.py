"""Exported workbooks: numbers as numbers, days as days, text that is no formula.

A workbook is a ZIP file whose parts are known at its end, so it is written to disk as its rows are
read, and sent from there. All of that is the work of threads: the event loop only hands rows on.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from threading import Lock
from typing import IO, Any, NamedTuple, TypeVar

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from cashbeat.kit.csv_safe import neutralise

T = TypeVar("T")

_ROWS_AT_ONCE = 250
_PART_BYTES = 65_536
_IN_MEMORY = 1_048_576
_WIDTH = 18
_TIME = "yyyy-mm-dd hh:mm:ss"
_DAY = "yyyy-mm-dd"
_NOT_IN_XML = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}


class XlsxExport(NamedTuple):
    """A workbook: how many rows it has below its header, and its parts as they are made."""

    rows: int
    parts: AsyncIterator[bytes]


async def xlsx_parts(
    title: str,
    columns: Sequence[str],
    found: AsyncIterator[T],
    cells: Callable[[T], Iterable[Any]],
) -> AsyncIterator[bytes]:
    """A workbook of one sheet: a header, and a row for each thing found."""
    sheet = await asyncio.to_thread(_Sheet, title, columns)
    try:
        rows: list[T] = []
        async for each in found:
            rows.append(each)
            if len(rows) >= _ROWS_AT_ONCE:
                await asyncio.to_thread(sheet.add, map(cells, rows))
                rows = []
        await asyncio.to_thread(sheet.add, map(cells, rows))
        await asyncio.to_thread(sheet.finish)
        while part := await asyncio.to_thread(sheet.file.read, _PART_BYTES):
            yield part
    finally:
        # Whoever hung up waits for nothing; a thread that still writes is let finish.
        asyncio.get_running_loop().run_in_executor(None, sheet.close)


class _Sheet:
    """A workbook in the making. Its methods block, one at a time."""

    def __init__(self, title: str, columns: Sequence[str]) -> None:
        self._lock = Lock()
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        for place in range(1, len(columns) + 1):
            self._sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
        self._sheet.append([self._header(name) for name in columns])
        self._saved = False
        self.file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115

    def add(self, rows: Iterable[Iterable[Any]]) -> None:
        """Add rows."""
        with self._lock:
            for row in rows:
                self._sheet.append([self._cell(value) for value in row])

    def finish(self) -> None:
        """Complete the file, and go back to its beginning."""
        with self._lock:
            self._save()
            self.file.seek(0)

    def close(self) -> None:
        """Leave nothing on disk: the library takes its own file away when it saves."""
        with self._lock:
            if not self._saved:
                self._save()
            self.file.close()

    def _save(self) -> None:
        self._saved = True
        self._book.save(self.file)

    def _header(self, name: str) -> Any:
        cell = WriteOnlyCell(self._sheet, value=name)
        cell.font = Font(bold=True)
        return cell

    def _cell(self, value: Any) -> Any:
        """A value as a cell; None is an empty one. Excel knows no zones: times lose their own."""
        if isinstance(value, str):
            cell = WriteOnlyCell(self._sheet, value=neutralise(value.translate(_NOT_IN_XML)))
            cell.data_type = "s"  # whatever it looks like: an error such as #N/A is a text
            return cell
        if isinstance(value, datetime):
            return self._shown(value.replace(tzinfo=None, microsecond=0), _TIME)
        if isinstance(value, date):
            return self._shown(value, _DAY)
        if isinstance(value, Decimal):
            decimals = -int(value.as_tuple().exponent)
            return self._shown(value, f"#,##0.{'0' * decimals}" if decimals > 0 else "#,##0")
        return value

    def _shown(self, value: Any, form: str) -> Any:
        cell = WriteOnlyCell(self._sheet, value=value)
        cell.number_format = form
        return cell
