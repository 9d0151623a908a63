"""A file as rows of cells, whatever its kind."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from decimal import Decimal
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Protocol

from cashbeat.importing.option import ImportOptions
from cashbeat.importing.refusal import FileRefused, Reason, refused


class Uncomputed:
    """What a cell is whose formula no program ever computed."""

    def __str__(self) -> str:
        """What a person sees of it in a report."""
        return "(formula)"


UNCOMPUTED = Uncomputed()

Cell = str | Decimal | datetime | time | Uncomputed
"""Text; or what a workbook stores as a number, a date, a time of day or a formula alone."""

Row = Sequence[Cell]

CHUNK_ROWS = 2_000
MAX_COLUMNS = 256
MAX_CELL = 65_536


class RowSource(Protocol):
    """A table of one header and its rows; `chunks` may be called again for another pass.

    `assumed` is what the file did not say and nobody chose, for a person to confirm.
    """

    kind: str
    header: list[str]
    details: dict[str, str]
    assumed: list[Reason]

    def chunks(self) -> Iterator[tuple[int, list[Row]]]:
        """(number of the first row, up to CHUNK_ROWS rows), numbers from 1, as people see them."""
        ...

    def share_read(self) -> float:
        """How much of the file the running pass has read, 0..1."""
        ...


_OLE = b"\xd0\xcf\x11\xe0"
_REFUSED_KINDS = (
    (_OLE, "this is an old Excel workbook (.xls); save it as .xlsx"),
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
        raise refused("file_empty", "the file is empty")
    if head.startswith(_OLE) and _is_encrypted(path):
        raise refused("workbook_protected", "the workbook has a password; save it without one")
    for magic, reason in _REFUSED_KINDS:
        if head.startswith(magic):
            raise refused("file_type_unsupported", reason)
    if head.startswith(b"PK\x03\x04"):
        return XlsxSource(path, options)
    if head.startswith(b"PK"):
        raise refused("file_damaged", "this is an empty or damaged zip archive, not a workbook")
    return CsvSource(path, options)


def checked_header(cells: Sequence[Cell]) -> list[str]:
    """The header row as trimmed text, without empty columns at its end. Raises: FileRefused."""
    header = [str(cell).strip() for cell in cells]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise no_header()
    if len(header) > MAX_COLUMNS:
        text = f"the file has {len(header)} columns; at most {MAX_COLUMNS} are read"
        raise refused("too_many_columns", text)
    return header


def no_header() -> FileRefused:
    """The refusal of a table without one."""
    return refused("header_missing", "the file has no header row")


def cell_too_long(place: str = "") -> FileRefused:
    """The refusal of a cell over MAX_CELL characters."""
    text = f"{place}a cell is longer than {MAX_CELL:,} characters"
    return refused("cell_too_long", f"{text}; perhaps a quotation mark is never closed")


def _is_encrypted(path: Path) -> bool:
    """Whether an OLE file is a workbook behind a password (MS-OFFCRYPTO 2.3.4.4)."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return content.find("EncryptedPackage".encode("utf-16-le")) >= 0
