"""A file as rows of cells, whatever its kind."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from cashbeat.importing.option import ImportOptions

Cell = str | Decimal | datetime | time
"""Text; or what a workbook stores as a number, a date or a time of day."""

Row = Sequence[Cell]

CHUNK_ROWS = 2_000
MAX_COLUMNS = 256
MAX_CELL = 65_536


class FileRefused(Exception):
    """A file that cannot be read as a table of payments; the sentence is for its owner."""


class RowSource(Protocol):
    """A table of one header and its rows; `chunks` may be called again for another pass."""

    kind: str
    header: list[str]
    details: dict[str, str]
    notes: list[str]

    def chunks(self) -> Iterator[tuple[int, list[Row]]]:
        """(number of the first row, up to CHUNK_ROWS rows), numbers from 1, as people see them."""
        ...

    def share_read(self) -> float:
        """How much of the file the running pass has read, 0..1."""
        ...


_REFUSED_KINDS = (
    (
        b"\xd0\xcf\x11\xe0",
        "this is an old Excel workbook (.xls) or one with a password; save it as .xlsx without one",
    ),
    (b"%PDF", "this is a PDF; export the payments as CSV or .xlsx"),
    (b"\x1f\x8b", "this is a gzip archive; unpack it first"),
    (b"\x89PNG", "this is a picture"),
    (b"\xff\xd8\xff", "this is a picture"),
    (b"SQLite format 3\x00", "this is a SQLite database; export the payments as CSV"),
)


def open_source(path: Path, options: ImportOptions) -> RowSource:
    """Look at the first bytes and open the file as what it is, not as what its name says.

    Raises: FileRefused.
    """
    from cashbeat.importing.csv_source import CsvSource
    from cashbeat.importing.xlsx_source import XlsxSource

    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip():
        raise FileRefused("the file is empty")
    for magic, reason in _REFUSED_KINDS:
        if head.startswith(magic):
            raise FileRefused(reason)
    if head.startswith(b"PK\x03\x04"):
        return XlsxSource(path, options)
    if head.startswith(b"PK"):
        raise FileRefused("this is an empty or damaged zip archive, not a workbook")
    return CsvSource(path, options)


def checked_header(cells: Sequence[Cell]) -> list[str]:
    """The header row as trimmed text, without empty columns at its end. Raises: FileRefused."""
    header = [str(cell).strip() for cell in cells]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise FileRefused("the file has no header row")
    if len(header) > MAX_COLUMNS:
        raise FileRefused(f"the file has {len(header)} columns; at most {MAX_COLUMNS} are read")
    return header
